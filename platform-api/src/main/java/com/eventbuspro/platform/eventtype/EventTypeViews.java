package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.capture.Capture;
import com.eventbuspro.platform.capture.Captures;
import com.eventbuspro.platform.eventtype.EventSchemaRepository.Newest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts together what is shown of event types. */
@Component
class EventTypeViews {
  private final EventSchemaRepository schemas;
  private final Conditions conditions;
  private final Captures captures;
  private final JsonMapper json;
  private final PlatformSettings settings;

  EventTypeViews(
      EventSchemaRepository schemas,
      Conditions conditions,
      Captures captures,
      JsonMapper json,
      PlatformSettings settings) {
    this.schemas = schemas;
    this.conditions = conditions;
    this.captures = captures;
    this.json = json;
    this.settings = settings;
  }

  /** One event type, with its newest schema. */
  EventType whole(EventTypeEntity entity) {
    List<EventSchemaEntity> versions = schemas.findByKeyEventTypeOrderByKeyVersion(entity.name());
    EventSchemaEntity newest = versions.get(versions.size() - 1);
    return view(
        entity,
        newest.version(),
        json.readTree(newest.document()),
        conditions.of(entity.name()),
        captures.of(List.of(entity.name())).get(entity.name()));
  }

  /** Several event types, without schemas: four statements, however many there are. */
  List<EventType> brief(List<EventTypeEntity> entities) {
    List<String> names = entities.stream().map(EventTypeEntity::name).toList();
    if (names.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> versions =
        schemas.newest(names).stream()
            .collect(Collectors.toMap(Newest::getEventType, Newest::getVersion));
    Map<String, List<Condition>> found = conditions.of(names);
    return entities.stream()
        .map(e -> view(e, versions.getOrDefault(e.name(), 0), null, found.get(e.name()), null))
        .toList();
  }

  private EventType view(
      EventTypeEntity entity,
      int version,
      @Nullable JsonNode schema,
      List<Condition> found,
      @Nullable Capture capture) {
    EventTypeName name = EventTypeName.parse(entity.name());
    EventTypeSettings current = entity.settings();
    return new EventType(
        entity.name(),
        current.owner().value(),
        current.description(),
        entity.partitionKey(),
        entity.timeProperty(),
        current.commitIntervalSeconds(),
        current.shards(),
        current.streamRetentionHours(),
        current.outOfOrdernessSeconds(),
        current.tables().retentionDays(),
        current.tables().snapshotRetentionHours(),
        current.tables().compactionTargetMb(),
        entity.pipeline(),
        entity.generation(),
        version,
        schema,
        name.streamName(settings.environmentName()),
        name.domain() + "." + name.quarantineTable(),
        Conditions.ready(found),
        found,
        capture,
        entity.createdAt(),
        entity.createdBy(),
        entity.modifiedAt(),
        entity.modifiedBy(),
        null);
  }
}
