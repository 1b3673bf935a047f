package com.eventbuspro.transform.life;

import org.jspecify.annotations.Nullable;

/**
 * How much of history a version has read. Flink counts anew whenever a job begins again; what was
 * counted before is remembered here, as long as this process was there.
 */
final class History {
  private static final double ALMOST = 99.9;
  private static final double ALL = 100;

  private final boolean fromTheBeginning;
  private long before;
  private long last;

  /**
   * @param fromTheBeginning whether the job that is looked at first reads from the very beginning
   */
  History(boolean fromTheBeginning) {
    this.fromTheBeginning = fromTheBeginning;
  }

  /**
   * Takes the count; answers how many percent that is, or null if nobody knows.
   *
   * @param of how many there are, about
   */
  @Nullable Double percent(@Nullable Long count, long of, boolean live) {
    if (live) {
      return ALL;
    }
    if (count == null || !fromTheBeginning || of == 0) {
      return null;
    }
    if (count < last) {
      before += last;
    }
    last = count;
    return Math.min(ALMOST, ALL * (before + count) / of);
  }
}
