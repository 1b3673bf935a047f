package com.eventbuspro.transform.store;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event type, as SQL may read it.
 *
 * @param name the event type
 * @param stream its stream, or null when it has none yet
 * @param timeProperty the property that holds the event time, or null
 * @param partitionKey a JSON Pointer to the partition key, or null
 * @param outOfOrderness how much later than others an event may arrive and still count
 * @param versions its schema versions, oldest first
 * @param asOf the database's moment of all this
 * @param streamReady whether its stream is there
 * @param tableReady whether its lake table is there
 */
public record Source(
    EventTypeName name,
    @Nullable String stream,
    @Nullable String timeProperty,
    @Nullable String partitionKey,
    Duration outOfOrderness,
    List<EventSchema> versions,
    Instant asOf,
    boolean streamReady,
    boolean tableReady) {
  public Source {
    versions = List.copyOf(versions);
  }

  /** The newest schema version. */
  public EventSchema newest() {
    return versions.get(versions.size() - 1);
  }
}
