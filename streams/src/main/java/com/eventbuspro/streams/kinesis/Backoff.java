package com.eventbuspro.streams.kinesis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts: doubling up to a ceiling, a random half of it taken off. */
record Backoff(Duration first, Duration ceiling) {
  private static final int MAX_DOUBLINGS = 20;

  Duration afterAttempt(int attempt) {
    long full =
        Math.min(
            ceiling.toMillis(),
            first.toMillis() << Math.min(Math.max(attempt - 1, 0), MAX_DOUBLINGS));
    return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }
}
