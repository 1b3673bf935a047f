package com.eventbuspro.sink;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When one table's next commit is due.
 *
 * <p>A record is committed when it is as old as the commit interval, counted from its arrival in
 * the stream and not from when it was read, so reading late does not make it visible late. Two
 * bounds keep commits few: one never begins within half an interval of the one before, and a table
 * that is catching up, whose records were late before the last commit began, waits a whole one.
 * Only the end of a shard does not wait for these: its children are not read before it is
 * committed.
 */
final class CommitSchedule {
  // Shards of a stream often end together: one commit for all of them.
  private static final Duration END_WAIT = Duration.ofMillis(500);

  private static final Duration SHORTEST_IDLE_PAUSE = Duration.ofMillis(1_500);
  private static final Duration LONGEST_IDLE_PAUSE = Duration.ofSeconds(30);
  private static final Duration TIME_TO_SPARE = Duration.ofSeconds(2);

  private @Nullable Instant oldest;
  private @Nullable Instant ended;
  private Instant lastBegun = Instant.EPOCH;

  /** A record that arrived then, or whatever else there is to be committed, waits from now on. */
  void note(Instant arrival) {
    if (oldest == null || arrival.isBefore(oldest)) {
      oldest = arrival;
    }
  }

  /** When the oldest of what waits arrived; null when nothing does. */
  @Nullable Instant oldest() {
    return oldest;
  }

  /** A shard was read to its end then. */
  void noteEnd(Instant now) {
    note(now);
    ended = ended == null ? now : ended;
  }

  /** Nothing waits any more: it is on its way, or it was dropped. */
  void clear() {
    oldest = null;
    ended = null;
  }

  /** A commit that began then succeeded, or the table was opened. */
  void done(Instant begun) {
    lastBegun = begun;
  }

  /** When the next commit is due; null when nothing waits. */
  @Nullable Instant due(Duration interval) {
    Instant first = oldest;
    if (first == null) {
      return null;
    }
    Instant regular = regular(first, interval);
    Instant end = ended == null ? regular : ended.plus(END_WAIT);
    return end.isBefore(regular) ? end : regular;
  }

  private Instant regular(Instant first, Duration interval) {
    Instant due = first.plus(interval);
    if (!due.isAfter(lastBegun)) {
      return lastBegun.plus(interval);
    }
    Instant soonest = lastBegun.plus(interval.dividedBy(2));
    return due.isBefore(soonest) ? soonest : due;
  }

  /**
   * How seldom an idle stream may be looked at. Commits are due by the arrival of records, so a
   * record that is found late is not visible late as long as it is found within the commit
   * interval. Reading idle streams is most of what they cost.
   */
  static Duration idlePause(Duration interval) {
    Duration pause = interval.minus(TIME_TO_SPARE);
    Duration half = interval.dividedBy(2);
    pause = pause.compareTo(half) < 0 ? half : pause;
    if (pause.compareTo(SHORTEST_IDLE_PAUSE) < 0) {
      return SHORTEST_IDLE_PAUSE;
    }
    return pause.compareTo(LONGEST_IDLE_PAUSE) > 0 ? LONGEST_IDLE_PAUSE : pause;
  }
}
