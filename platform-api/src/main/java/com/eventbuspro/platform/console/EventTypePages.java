package com.eventbuspro.platform.console;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.eventtype.EventType;
import com.eventbuspro.platform.eventtype.EventTypes;
import com.eventbuspro.platform.eventtype.ReadingPipelines;
import com.eventbuspro.platform.eventtype.SchemaVersions;
import com.eventbuspro.platform.resource.Resources;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.web.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** One event type: how it is, what it looks like, how to publish, what happened to it. */
@Controller
class EventTypePages {
  private static final int HISTORY = 20;
  private static final int RESOURCES = 20;

  private final EventTypes eventTypes;
  private final SchemaVersions versions;
  private final ReadingPipelines readers;
  private final Resources resources;
  private final AuditRecords audit;
  private final PlatformSettings settings;
  private final Clock clock;

  EventTypePages(
      EventTypes eventTypes,
      SchemaVersions versions,
      ReadingPipelines readers,
      Resources resources,
      AuditRecords audit,
      PlatformSettings settings,
      Clock clock) {
    this.eventTypes = eventTypes;
    this.versions = versions;
    this.readers = readers;
    this.resources = resources;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  @GetMapping("/event-types/{name}")
  String show(
      @PathVariable EventTypeName name, @AuthenticationPrincipal Caller caller, Model model) {
    EventType eventType = eventTypes.get(name);
    Instant now = clock.instant();
    addConditions(model, eventType, now);
    addSchema(model, eventType, now);
    model.addAttribute("readBy", readers.of(name));
    model.addAttribute("created", When.of(eventType.createdAt(), now));
    model.addAttribute("modified", When.of(eventType.modifiedAt(), now));
    model.addAttribute(
        "resources",
        resources
            .page(Resources.Filter.of(eventType.name()), PageRequest.first(RESOURCES))
            .items()
            .stream()
            .map(r -> ResourceRow.of(r, now))
            .toList());
    model.addAttribute("history", history(eventType, caller, now));
    return "event-type";
  }

  /** The conditions alone, or 204 when they are as the page shows them already. */
  @GetMapping("/event-types/{name}/conditions")
  Object conditions(
      @PathVariable EventTypeName name, @RequestParam(defaultValue = "") String seen) {
    EventType eventType = eventTypes.get(name);
    if (seen.equals(ConditionView.fingerprint(eventType.conditions()))) {
      return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }
    ModelAndView part = new ModelAndView("event-type-parts :: conditions");
    Model model = new ExtendedModelMap();
    addConditions(model, eventType, clock.instant());
    part.addAllObjects(model.asMap());
    part.addObject("swapped", true);
    return part;
  }

  private void addConditions(Model model, EventType eventType, Instant now) {
    model.addAttribute("eventType", eventType);
    model.addAttribute("state", StateView.of(eventType));
    model.addAttribute("conditions", ConditionView.of(eventType, now));
    model.addAttribute("seen", ConditionView.fingerprint(eventType.conditions()));
  }

  private void addSchema(Model model, EventType eventType, Instant now) {
    if (eventType.schema() == null) {
      throw new IllegalStateException("An event type that is read whole has its schema");
    }
    EventSchema schema =
        EventSchema.parse(eventType.schemaVersion(), eventType.schema().toString());
    String base = ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
    model.addAttribute("columns", SchemaColumn.of(schema));
    model.addAttribute(
        "versions", VersionView.of(versions.list(EventTypeName.parse(eventType.name())), now));
    model.addAttribute("schemaJson", eventType.schema().toPrettyString());
    model.addAttribute(
        "commands", PublishCommands.of(eventType, SampleEvent.of(schema, now), base, settings));
  }

  private List<AuditRow> history(EventType eventType, Caller caller, Instant now) {
    if (!caller.role().mayAudit()) {
      return List.of();
    }
    return audit
        .page(AuditRecords.Filter.of(eventType.name()), PageRequest.first(HISTORY))
        .items()
        .stream()
        .map(r -> AuditRow.of(r, now))
        .toList();
  }
}
