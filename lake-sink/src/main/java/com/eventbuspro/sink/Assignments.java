package com.eventbuspro.sink;

import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.streams.source.StreamsSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * All assignments at one time.
 *
 * @param byStream by the stream's name
 * @param asOf when the database said so
 */
record Assignments(Map<String, Assignment> byStream, Instant asOf) {
  static final Assignments NONE = new Assignments(Map.of(), Instant.EPOCH);

  Assignments {
    byStream = Map.copyOf(byStream);
  }

  /** The tables that a subtask maintains: each is one's, also when several write it. */
  Map<EventTypeName, MaintenancePolicy> policies(int subtask, int subtasks) {
    Map<EventTypeName, MaintenancePolicy> policies = new HashMap<>();
    byStream.forEach(
        (stream, assignment) -> {
          if (StreamsSource.homeOf(stream, subtasks) == subtask) {
            policies.put(assignment.eventType(), assignment.maintenance());
          }
        });
    return policies;
  }
}
