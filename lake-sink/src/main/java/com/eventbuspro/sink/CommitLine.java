package com.eventbuspro.sink;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The line in which the tables of one JVM wait for the lake. So many are served at once, and next
 * is always whoever has been due for longest: a thousand tables that are due at one instant are
 * committed one after the other, none starves, and while a table waits it goes on taking rows, so
 * that commits get fewer and larger when there are more of them than the machine can do.
 */
final class CommitLine {
  private static final Comparator<Waiting> ORDER =
      Comparator.comparing(Waiting::due).thenComparingLong(Waiting::number);

  private final PriorityQueue<Waiting> line = new PriorityQueue<>(ORDER);
  private int free;
  private long joined;

  /**
   * @param places how many are served at once
   */
  CommitLine(int places) {
    this.free = places;
  }

  private record Waiting(Instant due, long number, Runnable turn) {}

  /**
   * Waits in line.
   *
   * @param due since when it is due
   * @param turn called once when its turn has come, in the caller's or another's thread, so it must
   *     not wait; from then on it has a place, which it must {@link #leave}
   */
  void join(Instant due, Runnable turn) {
    synchronized (this) {
      line.add(new Waiting(due, joined++, turn));
    }
    serve();
  }

  /** Gives a place back. */
  void leave() {
    synchronized (this) {
      free++;
    }
    serve();
  }

  /** How many wait. */
  synchronized int length() {
    return line.size();
  }

  private void serve() {
    for (Waiting next = next(); next != null; next = next()) {
      next.turn().run();
    }
  }

  private synchronized @Nullable Waiting next() {
    if (free == 0 || line.isEmpty()) {
      return null;
    }
    free--;
    return line.poll();
  }
}
