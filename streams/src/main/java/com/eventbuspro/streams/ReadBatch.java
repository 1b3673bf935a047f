package com.eventbuspro.streams;

import java.time.Duration;
import java.util.List;

/**
 * One answer of a {@link ShardReader}.
 *
 * @param records in the order of the shard; may be empty
 * @param behind how far the reader is behind the newest record of the shard; zero when caught up
 * @param end whether the shard goes on
 * @param gap whether records may have been lost before the first one of this batch
 */
public record ReadBatch(List<StreamRecord> records, Duration behind, End end, Gap gap) {
  /** Whether the shard goes on after a batch. */
  public enum End {
    /** More records may follow. */
    GOES_ON,
    /** The shard is closed and this was its last batch; its children may be read now. */
    ENDED
  }

  /** Whether the batch continues where the position says. */
  public enum Gap {
    /** Nothing was left out. */
    NONE,
    /**
     * The record at the position has left the stream (it is older than the retention), so what
     * followed it may have left too before it was read. Reading went on with the oldest record
     * there is.
     */
    POSSIBLE
  }

  public ReadBatch {
    records = List.copyOf(records);
    if (behind.isNegative()) {
      throw new IllegalArgumentException("A reader cannot be ahead: " + behind);
    }
  }
}
