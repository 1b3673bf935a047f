package com.eventbuspro.lake.ledger;

import com.eventbuspro.model.position.ShardId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one commit did with the records of one shard that arrived in one hour. A record that is
 * re-driven or discarded later moves from one count to another, so those may be negative; what was
 * read never is.
 *
 * @param shard the shard
 * @param hour of arrival in the stream: whole hours since the epoch
 * @param read records taken from the stream, counted apart from what became of them
 * @param rows rows added to the event table
 * @param rejected records added to quarantine
 * @param discarded rejected records that were given up, with a reason
 * @param range where in the shard the records read are; null when none was read
 */
public record LedgerCell(
    ShardId shard,
    long hour,
    long read,
    long rows,
    long rejected,
    long discarded,
    @Nullable SequenceRange range) {
  /** An hour, microseconds. */
  public static final long HOUR_MICROS = 3_600_000_000L;

  private static final long HOUR_SECONDS = 3_600;

  public LedgerCell {
    if (read < 0 || (read > 0) != (range != null)) {
      throw new IllegalArgumentException("Read " + read + " records in the range " + range);
    }
  }

  /** A cell for records that were read before and are moved from quarantine now. */
  public static LedgerCell moved(ShardId shard, long hour, long toTable, long discarded) {
    return new LedgerCell(shard, hour, 0, toTable, -toTable - discarded, discarded, null);
  }

  /** The hour of arrival that a time is in. */
  public static long hourOf(long arrivalMicros) {
    return Math.floorDiv(arrivalMicros, HOUR_MICROS);
  }

  /** When the hour begins. */
  public Instant start() {
    return Instant.ofEpochSecond(hour * HOUR_SECONDS);
  }

  /** Records that were read and are nowhere; negative if there are more than were read. */
  public long unaccounted() {
    return read - rows - rejected - discarded;
  }
}
