package com.eventbuspro.sink;

import java.time.Instant;
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
}
