package com.eventbuspro.localaws;

import java.time.Duration;

/**
 * How long a stream shows CREATING, DELETING or UPDATING. Not at all by default: the SDK's waiters
 * look every ten seconds, so that the shortest time would cost ten. Set some to test how callers
 * wait.
 */
public record KinesisTimings(Duration creating, Duration deleting, Duration updating) {
  public KinesisTimings {
    if (creating.isNegative() || deleting.isNegative() || updating.isNegative()) {
      throw new IllegalArgumentException("Durations of stream states must not be negative");
    }
  }

  /** The same duration for all three states. */
  public static KinesisTimings all(Duration duration) {
    return new KinesisTimings(duration, duration, duration);
  }
}
