package com.eventbuspro.platform.console;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.eventtype.EventType;
import com.eventbuspro.platform.eventtype.EventTypes;
import com.eventbuspro.platform.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What comes from the lake. It takes longer than the rest, so pages are shown first and ask for
 * these parts then; opened by themselves (no scripts) they are pages of their own.
 */
@Controller
class LakePages {
  private final EventTypes eventTypes;
  private final LakeViews lake;

  LakePages(EventTypes eventTypes, LakeViews lake) {
    this.eventTypes = eventTypes;
    this.lake = lake;
  }

  /** Three cells for a line of the catalog. */
  @GetMapping("/event-types/{name}/figures")
  ModelAndView figures(@PathVariable EventTypeName name) {
    eventTypes.get(name);
    ModelAndView part = new ModelAndView("parts-lake :: cells");
    part.addObject("lake", lake.figures(name));
    return part;
  }

  /** The newest rows, or 204 when they are as the page shows them already. */
  @GetMapping("/event-types/{name}/rows")
  Object rows(
      @AuthenticationPrincipal Caller caller,
      @PathVariable EventTypeName name,
      @RequestParam(defaultValue = "") String seen,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
    return part(name, "newest", lake.newest(name, caller), seen, htmx);
  }

  /** What was rejected, or 204 when it is as the page shows it already. */
  @GetMapping("/event-types/{name}/quarantine")
  Object quarantine(
      @AuthenticationPrincipal Caller caller,
      @PathVariable EventTypeName name,
      @RequestParam(defaultValue = "") String seen,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
    return part(name, "quarantine", lake.quarantine(name, caller), seen, htmx);
  }

  private Object part(
      EventTypeName name, String part, LakeView<?> view, String seen, @Nullable String htmx) {
    EventType eventType = eventTypes.get(name);
    if (seen.equals(view.fingerprint())) {
      return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }
    ModelAndView page =
        new ModelAndView(htmx == null ? "event-type-lake" : "parts-lake :: " + part);
    page.addObject("part", part);
    page.addObject("eventType", eventType);
    page.addObject("lake", view);
    page.addObject("seen", view.fingerprint());
    return page;
  }
}
