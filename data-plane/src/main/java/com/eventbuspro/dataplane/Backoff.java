package com.eventbuspro.dataplane;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses after failures: a second, doubling up to a minute, a random quarter taken off. */
public final class Backoff {
  private static final int MAX_DOUBLINGS = 6;
  private static final long CEILING_MILLIS = 60_000;

  private Backoff() {}

  public static Duration after(int failures) {
    long full =
        Math.min(CEILING_MILLIS, 1_000L << Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS));
    return Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 4));
  }
}
