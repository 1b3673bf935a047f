package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.StreamRecord;
import java.time.Duration;
import java.util.List;

/**
 * What one read of a shard brought.
 *
 * @param stream the stream
 * @param shard its shard
 * @param from the position this batch continues from: where the one before it ended, or where
 *     reading was told to start. A start by time is {@link Position#BEGINNING}
 * @param records in the order of the shard; empty only when {@code ended} or a gap has to be told
 * @param epoch how often the stream had been sought when this was read
 * @param behind how far the reader is behind the newest record of the shard
 * @param end whether the shard ends with this batch
 * @param gap whether records may have been lost before this batch
 */
public record ShardBatch(
    String stream,
    ShardId shard,
    Position from,
    List<StreamRecord> records,
    long epoch,
    Duration behind,
    ReadBatch.End end,
    ReadBatch.Gap gap) {

  public ShardBatch {
    records = List.copyOf(records);
  }

  /** The position once this batch was dealt with. */
  public Position to() {
    if (ended()) {
      return Position.ENDED;
    }
    return records.isEmpty() ? from : Position.after(records.get(records.size() - 1).sequence());
  }

  /** Whether the shard ends with this batch. */
  public boolean ended() {
    return end == ReadBatch.End.ENDED;
  }
}
