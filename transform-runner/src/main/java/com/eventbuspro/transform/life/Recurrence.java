package com.eventbuspro.transform.life;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When something that is done for runs again and again is due: after a pause, and so rarely that it
 * takes a twentieth of the time at most. Safe for many threads.
 */
final class Recurrence {
  private static final int SHARE = 20;

  private final long pauseNanos;
  private final Map<UUID, Long> due = new ConcurrentHashMap<>();

  /**
   * @param pause the shortest
   */
  Recurrence(Duration pause) {
    this.pauseNanos = pause.toNanos();
  }

  /** Whether it was never done. */
  boolean isFirst(UUID run) {
    return !due.containsKey(run);
  }

  boolean isDue(UUID run, long now) {
    Long next = due.get(run);
    return next == null || now - next >= 0;
  }

  /**
   * It was done.
   *
   * @param begun when it began
   */
  void done(UUID run, long begun, long now) {
    due.put(run, now + Math.max(pauseNanos, (now - begun) * SHARE));
  }

  /** Forgets runs that are no more. */
  void retain(Set<UUID> alive) {
    due.keySet().retainAll(alive);
  }
}
