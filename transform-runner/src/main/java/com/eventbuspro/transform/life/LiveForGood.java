package com.eventbuspro.transform.life;

import com.eventbuspro.transform.engine.JobFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether runs are live for good: whether what they would begin again from is live, too. A
 * checkpoint that was begun in history leads back there, however late it was complete.
 */
final class LiveForGood {
  private final Duration clocks;
  private final Map<UUID, Instant> since = new ConcurrentHashMap<>();

  /**
   * @param clocks how far Flink's clock may be from ours
   */
  LiveForGood(Duration clocks) {
    this.clocks = clocks;
  }

  /** Takes a look at a run, and answers. */
  boolean isReached(UUID run, JobFigures figures, Instant now) {
    if (!Boolean.TRUE.equals(figures.live())) {
      // Begun again from history.
      since.remove(run);
      return false;
    }
    Instant seen = since.computeIfAbsent(run, id -> now);
    JobFigures.Checkpoint newest = figures.checkpoint();
    return newest != null && newest.triggered().isAfter(seen.plus(clocks));
  }

  void retain(Set<UUID> runs) {
    since.keySet().retainAll(runs);
  }
}
