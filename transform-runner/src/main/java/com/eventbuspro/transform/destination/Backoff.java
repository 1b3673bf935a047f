package com.eventbuspro.transform.destination;

import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts: they double, to a bound, and are jittered. */
final class Backoff {
  private static final int MOST_DOUBLINGS = 20;

  private Backoff() {}

  /**
   * Half to all of the pause.
   *
   * @param failures how often it failed, from 1
   */
  static long millis(long first, long most, int failures) {
    long pause = Math.min(most, first << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
  }
}
