package com.eventbuspro.benchmarks.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Threads that never keep the program from ending, and waiting. */
final class Background {
  private Background() {}

  static Thread run(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits; an interrupt ends the program, as nobody here goes on after one. */
  static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
