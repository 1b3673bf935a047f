package com.eventbuspro.transform.job;

import com.eventbuspro.model.schema.EventSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event type that a job reads.
 *
 * @param stream its stream
 * @param versions all its schema versions as they are now, those newer than the pipeline too: they
 *     are decoded, but the SQL sees the columns of {@link Origin#schemaVersion}
 * @param versionsAsOf the moment at which, at the latest, these were all: what arrived before it in
 *     another version is no event
 * @param timeProperty the property that holds the event time, or null
 * @param outOfOrderness how much later than others an event may arrive and still count
 * @param origin where it is read from by a job without restored state
 */
public record JobInput(
    String stream,
    List<EventSchema> versions,
    Instant versionsAsOf,
    @Nullable String timeProperty,
    Duration outOfOrderness,
    Origin origin) {
  public JobInput {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(versionsAsOf, "versionsAsOf");
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("An event type has at least one schema version");
    }
    if (outOfOrderness.isNegative()) {
      throw new IllegalArgumentException("Events cannot be late by less than nothing");
    }
  }
}
