package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Event types that no database has. */
public final class EventTypesInMemory implements SourceEventTypes {
  private final Map<EventTypeName, SourceEventType> eventTypes = new TreeMap<>();

  /** Adds one, with the schemas of its versions. */
  public EventTypesInMemory with(String name, String... schemas) {
    List<EventSchema> versions = new ArrayList<>();
    for (int i = 0; i < schemas.length; i++) {
      versions.add(EventSchema.parse(i + 1, schemas[i]));
    }
    EventTypeName parsed = EventTypeName.parse(name);
    eventTypes.put(parsed, new SourceEventType(parsed, versions, null, Duration.ofSeconds(5)));
    return this;
  }

  /** Lets a property of one of them hold its time. */
  EventTypesInMemory timedBy(String name, String property) {
    eventTypes.computeIfPresent(
        EventTypeName.parse(name),
        (parsed, type) ->
            new SourceEventType(parsed, type.versions(), property, type.outOfOrderness()));
    return this;
  }

  @Override
  public Set<EventTypeName> names() {
    return new TreeSet<>(eventTypes.keySet());
  }

  @Override
  public Optional<SourceEventType> find(EventTypeName name) {
    return Optional.ofNullable(eventTypes.get(name));
  }
}
