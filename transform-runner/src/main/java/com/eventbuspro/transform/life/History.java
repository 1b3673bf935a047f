package com.eventbuspro.transform.life;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of history a version has read. Flink counts anew whenever a job begins again, from its
 * newest checkpoint: what was counted up to there is remembered here.
 */
final class History {
  private static final double ALMOST = 99.9;
  private static final double ALL = 100;

  private @Nullable Long before;
  private @Nullable Long atCheckpoint;
  private @Nullable Instant checkpoint;
  private long last;

  /**
   * @param before how many rows were read before the count that is taken first began, about; null
   *     when nobody knows
   */
  History(@Nullable Long before) {
    this.before = before;
  }

  /** The next count is another one's, which went on from the newest checkpoint. */
  void goesOn() {
    if (atCheckpoint != null) {
      before = atCheckpoint;
    }
    last = 0;
  }

  /**
   * Takes the count; answers how many percent that is, or null if nobody knows.
   *
   * @param of how many there are, about
   * @param newest when the newest checkpoint was complete, if there is one
   */
  @Nullable Double percent(@Nullable Long count, long of, boolean live, @Nullable Instant newest) {
    if (live) {
      return ALL;
    }
    if (count == null || before == null || of == 0) {
      return null;
    }
    if (count < last) {
      goesOn();
    }
    last = count;
    long read = before + count;
    if (newest != null && !newest.equals(checkpoint)) {
      checkpoint = newest;
      atCheckpoint = read;
    }
    return Math.min(ALMOST, ALL * read / of);
  }
}
