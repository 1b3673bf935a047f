package com.eventbuspro.provisioner.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * How the engine paces itself.
 *
 * @param lease how long a run may hold its row without a sign of life; longer than any call to the
 *     cloud may take
 * @param visibleWithin how long after it was made a thing may stay invisible
 * @param recheck about how often a settled or blocked resource is looked at again
 * @param backoff when to try again after failures
 */
public record EngineSettings(
    Duration lease, Duration visibleWithin, Duration recheck, Backoff backoff) {
  public EngineSettings {
    Objects.requireNonNull(backoff, "backoff");
    if (lease.compareTo(Duration.ofSeconds(5)) < 0) {
      throw new IllegalArgumentException("lease must be at least 5 s, not " + lease);
    }
    if (visibleWithin.isNegative()) {
      throw new IllegalArgumentException("visibleWithin must not be negative: " + visibleWithin);
    }
    if (recheck.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("recheck must be at least 100 ms, not " + recheck);
    }
  }
}
