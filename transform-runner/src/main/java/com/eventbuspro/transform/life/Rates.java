package com.eventbuspro.transform.life;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How fast something is counted, over the last while. */
final class Rates {
  private static final long WINDOW_NANOS = Duration.ofSeconds(15).toNanos();
  private static final double NANOS = 1e9;

  private final Deque<Point> points = new ArrayDeque<>();

  private record Point(long nanos, long count) {}

  /** Takes a count; answers the rate in a second, or null while there is only one. */
  @Nullable Double add(long nanos, long count) {
    Point last = points.peekLast();
    if (last != null && count < last.count()) {
      // The job began again.
      points.clear();
    }
    points.addLast(new Point(nanos, count));
    while (points.size() > 2 && nanos - points.getFirst().nanos() > WINDOW_NANOS) {
      points.removeFirst();
    }
    Point first = points.getFirst();
    return points.size() < 2 || nanos == first.nanos()
        ? null
        : Double.valueOf((count - first.count()) * NANOS / (nanos - first.nanos()));
  }
}
