package com.eventbuspro.sink;

import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event type whose stream is to be written into its table.
 *
 * @param eventType its name
 * @param stream its stream
 * @param timeProperty the property that holds the event time, or null
 * @param commitInterval how old the oldest uncommitted record may get
 * @param generation which declaration this is
 * @param schemas its schema versions
 * @param maintenance how its tables are to be kept
 */
record Assignment(
    EventTypeName eventType,
    String stream,
    @Nullable String timeProperty,
    Duration commitInterval,
    long generation,
    List<EventSchema> schemas,
    MaintenancePolicy maintenance) {
  Assignment {
    schemas = List.copyOf(schemas);
    if (schemas.isEmpty()) {
      throw new IllegalArgumentException(eventType + " has no schema");
    }
  }
}
