package com.eventbuspro.benchmarks.faults;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Tries again what fails because of the faults that we cause ourselves. */
final class Retry {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private Retry() {}

  /** What the call answers once it does not fail. */
  static <T> T until(Callable<T> call) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return call.call();
      } catch (Exception e) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("Given up after " + PATIENCE, e);
        }
      }
      Background.pause(PAUSE);
    }
  }
}
