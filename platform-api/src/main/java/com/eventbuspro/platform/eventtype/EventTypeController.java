package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.problem.Problem;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.web.ETags;
import com.eventbuspro.platform.web.Inputs;
import com.eventbuspro.platform.web.Made;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/event-types", produces = MediaType.APPLICATION_JSON_VALUE)
class EventTypeController {
  private final EventTypes eventTypes;
  private final EventTypeChanges changes;

  EventTypeController(EventTypes eventTypes, EventTypeChanges changes) {
    this.eventTypes = eventTypes;
    this.changes = changes;
  }

  @Operation(
      summary = "Register an event type",
      description =
          "Stream, lake table and access follow by themselves. Saying the same again changes nothing.")
  @ApiResponse(responseCode = "201", description = "It was made")
  @ApiResponse(responseCode = "200", description = "It was there, exactly so; or a dry run")
  @ApiResponse(
      responseCode = "409",
      description = "It exists and is different: see violations",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<EventType> register(@RequestBody Registration body, ChangeRequest change) {
    Made<EventType> done = changes.register(body, change);
    EventType eventType = done.resource();
    return done.answer(URI.create("/api/event-types/" + eventType.name()), eventType.generation())
        .body(eventType);
  }

  @Operation(summary = "Search the catalog, by name")
  @GetMapping
  Page<EventType> search(
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit) {
    return eventTypes.search(
        new EventTypes.Search(Inputs.text("text", text), Inputs.text("owner", owner)),
        new PageRequest(cursor, limit));
  }

  @Operation(summary = "One event type, with its newest schema and its conditions")
  @GetMapping("/{name}")
  ResponseEntity<EventType> read(@PathVariable EventTypeName name) {
    EventType found = eventTypes.get(name);
    return ETags.answer(found.generation(), found);
  }

  @Operation(summary = "How an event type is")
  @GetMapping("/{name}/conditions")
  Page<Condition> conditions(@PathVariable EventTypeName name) {
    List<Condition> conditions = eventTypes.get(name).conditions();
    return new Page<>(conditions, null);
  }

  @Operation(
      summary = "Change an event type",
      description =
          "What is absent stays. If-Match carries the ETag that was read: 428 without it, 412 when it"
              + " is stale.")
  @PatchMapping(
      path = "/{name}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
  ResponseEntity<EventType> change(
      @PathVariable EventTypeName name,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody EventTypeChange body,
      ChangeRequest change) {
    EventType after = changes.change(name, body, ETags.required(ifMatch), change);
    return ETags.answer(after.generation(), after);
  }
}
