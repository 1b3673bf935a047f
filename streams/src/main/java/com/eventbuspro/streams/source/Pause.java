package com.eventbuspro.streams.source;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait, with jitter so that a thousand shards do not come at once. */
final class Pause {
  private static final int MAX_DOUBLINGS = 20;

  private Pause() {}

  /** Doubles with every time, up to the ceiling; the last fifth is random. */
  static long millis(Duration first, Duration ceiling, int times) {
    long doubled = first.toMillis() << Math.min(Math.max(times - 1, 0), MAX_DOUBLINGS);
    long full = Math.max(Math.min(doubled, ceiling.toMillis()), 1);
    return full - ThreadLocalRandom.current().nextLong(full / 5 + 1);
  }
}
