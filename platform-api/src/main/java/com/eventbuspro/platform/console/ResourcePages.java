package com.eventbuspro.platform.console;

import com.eventbuspro.platform.resource.Resource;
import com.eventbuspro.platform.resource.Resources;
import com.eventbuspro.platform.web.Inputs;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The inventory: what exists, for which event type and owner, and how it is. */
@Controller
class ResourcePages {
  private static final int ROWS = 100;

  private final Resources resources;
  private final Clock clock;

  ResourcePages(Resources resources, Clock clock) {
    this.resources = resources;
    this.clock = clock;
  }

  @GetMapping("/resources")
  String resources(
      @RequestParam(name = "event_type", defaultValue = "") String eventType,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(required = false) @Nullable String cursor,
      Model model) {
    Resources.Filter filter =
        new Resources.Filter(
            Inputs.text("event_type", eventType.strip()),
            Inputs.text("owner", owner.strip()),
            Inputs.text("kind", kind),
            Inputs.text("state", state));
    Page<Resource> page = resources.page(filter, new PageRequest(cursor, ROWS));
    Instant now = clock.instant();
    model.addAttribute("filter", filter);
    model.addAttribute("filtered", !filter.equals(new Resources.Filter("", "", "", "")));
    model.addAttribute("kinds", Choice.of(Resource.Kind.values(), ResourceRow::kind));
    model.addAttribute("states", Choice.of(Resource.State.values(), Choice::label));
    model.addAttribute("rows", page.items().stream().map(r -> ResourceRow.of(r, now)).toList());
    model.addAttribute("cursor", cursor);
    model.addAttribute("next", page.next());
    return "resources";
  }
}
