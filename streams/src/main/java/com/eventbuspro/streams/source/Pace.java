package com.eventbuspro.streams.source;

import com.eventbuspro.streams.ReadBatch;
import java.time.Duration;

/**
 * How long after a read of a shard the next one follows. Kinesis allows five reads a second and
 * shard for all its readers together: one that has caught up leaves most of them to others.
 */
final class Pace {
  private static final Duration CAUGHT_UP = Duration.ofSeconds(1);
  // A reader is never quite at the end of a shard that is written to all the time.
  private static final Duration BARELY_BEHIND = Duration.ofSeconds(1);

  private Pace() {}

  /**
   * The pause before the next read, milliseconds.
   *
   * @param idle how many reads in a row brought nothing
   */
  static long millis(Tuning tuning, StreamProgress stream, ReadBatch read, int idle) {
    Duration longest = stream.maxPause == null ? tuning.maxPause() : stream.maxPause;
    boolean behind = read.behind().compareTo(BARELY_BEHIND) > 0;
    // Who said how late is early enough for him is in no hurry; others want records at once.
    Duration first =
        behind || stream.maxPause == null ? tuning.minPause() : unhurried(tuning, longest);
    return Pause.millis(first, longest, idle);
  }

  /** The least time from the begin of one read of a shard to the begin of the next. */
  static long leastNanos(Tuning tuning) {
    return tuning.minPause().toNanos() / 5 * 4;
  }

  private static Duration unhurried(Tuning tuning, Duration longest) {
    Duration pause = longest.dividedBy(4);
    if (pause.compareTo(CAUGHT_UP) > 0) {
      return CAUGHT_UP;
    }
    return pause.compareTo(tuning.minPause()) < 0 ? tuning.minPause() : pause;
  }
}
