package com.eventbuspro.lake.write;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts every operation on the lake and makes one of them fail. A crash is an {@link Error} and
 * lasts: no code that handles failures gets the chance to tidy up, as when the process is killed. A
 * hiccup is one lost call or answer.
 */
final class Faults {
  enum When {
    BEFORE_THE_WORK,
    AFTER_THE_WORK
  }

  enum Kind {
    CRASH,
    HICCUP
  }

  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String operation) {
      super("Killed at " + operation);
    }
  }

  private long count;
  private long failAt = Long.MAX_VALUE;
  private When when = When.BEFORE_THE_WORK;
  private Kind kind = Kind.HICCUP;
  private @Nullable String hit;

  synchronized void arm(long at, When at2, Kind how) {
    count = 0;
    failAt = at;
    when = at2;
    kind = how;
    hit = null;
  }

  synchronized void disarm() {
    failAt = Long.MAX_VALUE;
  }

  synchronized long count() {
    return count;
  }

  synchronized @Nullable String hit() {
    return hit;
  }

  void run(String operation, Runnable work) {
    get(
        operation,
        () -> {
          work.run();
          return "";
        });
  }

  <T> T get(String operation, Supplier<T> work) {
    long number;
    synchronized (this) {
      number = ++count;
      if (number == failAt) {
        hit = operation;
      }
    }
    if (isHit(number) && (when == When.BEFORE_THE_WORK || number > failAt)) {
      throw failure(operation);
    }
    T result = work.get();
    if (isHit(number)) {
      throw failure(operation);
    }
    return result;
  }

  private synchronized boolean isHit(long number) {
    return kind == Kind.CRASH ? number >= failAt : number == failAt;
  }

  private RuntimeException failure(String operation) {
    if (kind == Kind.CRASH) {
      throw new Crash(operation);
    }
    return new IllegalStateException("Connection lost at " + operation);
  }
}
