package com.eventbuspro.platform.resource;

import com.eventbuspro.platform.web.Inputs;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/resources", produces = MediaType.APPLICATION_JSON_VALUE)
class ResourceController {
  private final Resources resources;

  ResourceController(Resources resources) {
    this.resources = resources;
  }

  @Operation(summary = "What exists in AWS and in the lake, and in which condition")
  @GetMapping
  Page<Resource> list(
      @RequestParam(name = "event_type", defaultValue = "") String eventType,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(required = false) Resource.@Nullable Kind kind,
      @RequestParam(required = false) Resource.@Nullable State state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit) {
    Resources.Filter filter =
        new Resources.Filter(
            Inputs.text("event_type", eventType),
            Inputs.text("owner", owner),
            kind == null ? "" : kind.name(),
            state == null ? "" : state.name());
    return resources.page(filter, new PageRequest(cursor, limit));
  }
}
