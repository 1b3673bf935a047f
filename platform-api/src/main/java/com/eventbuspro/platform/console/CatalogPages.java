package com.eventbuspro.platform.console;

import com.eventbuspro.platform.eventtype.EventType;
import com.eventbuspro.platform.eventtype.EventTypes;
import com.eventbuspro.platform.web.Inputs;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The catalog: what events there are. */
@Controller
class CatalogPages {
  private static final int ROWS = 50;

  private final EventTypes eventTypes;

  CatalogPages(EventTypes eventTypes) {
    this.eventTypes = eventTypes;
  }

  @GetMapping("/")
  String catalog(
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(required = false) @Nullable String cursor,
      Model model) {
    EventTypes.Search search =
        new EventTypes.Search(Inputs.text("text", text), Inputs.text("owner", owner.strip()));
    Page<EventType> page = eventTypes.search(search, new PageRequest(cursor, ROWS));
    model.addAttribute("text", text);
    model.addAttribute("owner", owner);
    model.addAttribute("searching", !search.text().isEmpty() || !search.owner().isEmpty());
    model.addAttribute("rows", page.items().stream().map(CatalogRow::of).toList());
    model.addAttribute("cursor", cursor);
    model.addAttribute("next", page.next());
    return "catalog";
  }
}
