package com.eventbuspro.provisioner.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets through so many calls a second, never more than a second's worth at once. Whoever is not let
 * through is told when to come back, each later than the one before, so that a crowd comes back in
 * a row and not at once. Safe for use by many threads.
 */
public final class TokenBucket {
  private final double perSecond;
  private final double capacity;
  private final Clock clock;
  private double tokens;
  private Instant filledAt;
  private Instant lastSlot;

  /** A full bucket. */
  public TokenBucket(double perSecond, Clock clock) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("A rate must be above 0, not " + perSecond);
    }
    this.perSecond = perSecond;
    this.capacity = Math.max(1, perSecond);
    this.clock = clock;
    this.tokens = capacity;
    this.filledAt = clock.instant();
    this.lastSlot = filledAt;
  }

  /**
   * Takes one token.
   *
   * @return empty when it was there, else how long to stay away
   */
  public synchronized Optional<Duration> tryTake() {
    Instant now = clock.instant();
    double seconds = Math.max(0, Duration.between(filledAt, now).toNanos() / 1e9);
    tokens = Math.min(capacity, tokens + seconds * perSecond);
    filledAt = now;
    if (tokens >= 1) {
      tokens--;
      return Optional.empty();
    }
    Duration step = Duration.ofNanos((long) (1e9 / perSecond));
    lastSlot = (lastSlot.isAfter(now) ? lastSlot : now).plus(step);
    return Optional.of(Duration.between(now, lastSlot));
  }
}
