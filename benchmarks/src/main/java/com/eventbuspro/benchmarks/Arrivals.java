package com.eventbuspro.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * What came out of the job that is measured: jobs run in this JVM, one at a time, and find this
 * place by its class.
 */
final class Arrivals {
  private static long rows;
  private static long firstNanos;

  private Arrivals() {}

  static synchronized void reset() {
    rows = 0;
    firstNanos = 0;
  }

  static synchronized void count(int more) {
    if (rows == 0 && more > 0) {
      firstNanos = System.nanoTime();
    }
    rows += more;
    Arrivals.class.notifyAll();
  }

  /**
   * Waits until so many have come.
   *
   * @return when the first one came, as {@link System#nanoTime} has it
   * @throws IllegalStateException if they do not come in time, or more come
   */
  static synchronized long await(long wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (rows < wanted) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new IllegalStateException("Only " + rows + " of " + wanted + " rows came");
      }
      Arrivals.class.wait(left);
    }
    if (rows > wanted) {
      throw new IllegalStateException(rows + " rows came, not " + wanted);
    }
    return firstNanos;
  }
}
