package com.eventbuspro.localaws;

import java.time.Duration;

/** How long a stream stays CREATING, DELETING or UPDATING before the change takes effect. */
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
