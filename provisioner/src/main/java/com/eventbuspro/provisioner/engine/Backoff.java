package com.eventbuspro.provisioner.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: exponential with full jitter, so that what failed together does not come back
 * together.
 *
 * @param first the most to wait after the first failure
 * @param max the most to wait after any
 */
public record Backoff(Duration first, Duration max) {
  private static final int MAX_DOUBLINGS = 20;
  private static final Duration LEAST = Duration.ofMillis(20);

  public Backoff {
    if (first.compareTo(LEAST) < 0 || max.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "A back-off needs 20 ms <= first <= max, not " + first + " and " + max);
    }
  }

  /**
   * How long to wait after a failure.
   *
   * @param attempts failures in a row, this one included
   */
  Duration delay(int attempts, RandomGenerator random) {
    int doublings = Math.min(MAX_DOUBLINGS, Math.max(0, attempts - 1));
    long most = Math.min(max.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(random.nextLong(LEAST.toMillis(), most + 1));
  }
}
