package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.eventtype.EventTypeChanges.Registered;
import com.eventbuspro.platform.security.Change;
import com.eventbuspro.platform.web.ETags;
import com.eventbuspro.platform.web.Inputs;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
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

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<EventType> register(@RequestBody Registration body, Change change) {
    Registered done = changes.register(body, change);
    URI location = URI.create("/api/event-types/" + done.eventType().name());
    return switch (done.outcome()) {
      case CREATED ->
          ResponseEntity.created(location)
              .eTag(ETags.of(done.eventType().generation()))
              .body(done.eventType());
      case UNCHANGED ->
          ResponseEntity.ok()
              .location(location)
              .eTag(ETags.of(done.eventType().generation()))
              .body(done.eventType());
      case WOULD_BE_CREATED -> ResponseEntity.ok().body(done.eventType());
    };
  }

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

  @GetMapping("/{name}")
  ResponseEntity<EventType> read(@PathVariable EventTypeName name) {
    EventType found = eventTypes.get(name);
    return ResponseEntity.ok().eTag(ETags.of(found.generation())).body(found);
  }

  @GetMapping("/{name}/conditions")
  Page<Condition> conditions(@PathVariable EventTypeName name) {
    List<Condition> conditions = eventTypes.get(name).conditions();
    return new Page<>(conditions, null);
  }

  @PatchMapping(
      path = "/{name}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
  ResponseEntity<EventType> change(
      @PathVariable EventTypeName name,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody EventTypeChange body,
      Change change) {
    EventType after = changes.change(name, body, ETags.required(ifMatch), change);
    return ResponseEntity.ok().eTag(ETags.of(after.generation())).body(after);
  }
}
