package com.eventbuspro.platform.ledger;

import com.eventbuspro.lake.ledger.SequenceRange;
import com.eventbuspro.model.position.Position;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has of one event type, for some hours.
 *
 * @param positions how far the shards are in the table, as far as that is recorded
 * @param published by hour, shard and slice
 * @param captured by hour and shard
 * @param notes what the counts cannot say
 */
record Figures(
    Map<String, Position> positions,
    List<Published> published,
    List<Captured> captured,
    List<Note> notes) {
  Figures {
    positions = Map.copyOf(positions);
    published = List.copyOf(published);
    captured = List.copyOf(captured);
    notes = List.copyOf(notes);
  }

  /** What was published to a shard in a slice of an hour. */
  record Published(
      Instant hour,
      String shard,
      long acknowledged,
      long unknown,
      long bytes,
      @Nullable SequenceRange range) {}

  /** What was captured of a shard's records that arrived in an hour. */
  record Captured(
      Instant hour,
      String shard,
      long read,
      long inTable,
      long inQuarantine,
      long discarded,
      @Nullable SequenceRange range) {
    long unaccounted() {
      return read - inTable - inQuarantine - discarded;
    }
  }

  /** Something that the counts cannot say; the shard is empty when it is about all of them. */
  record Note(
      Instant hour,
      String shard,
      ProblemKind kind,
      @Nullable BigInteger first,
      @Nullable BigInteger last) {
    /** Whether it may be about records in this range of the shard. */
    boolean touches(String other, SequenceRange range) {
      return (shard.isEmpty() || shard.equals(other))
          && (first == null || first.compareTo(range.last()) <= 0)
          && (last == null || last.compareTo(range.first()) >= 0);
    }
  }

  /** How far a shard is; nowhere when it was never read. */
  Position position(String shard) {
    return positions.getOrDefault(shard, Position.BEGINNING);
  }

  /** Whether all records up to the end of a range were read. */
  boolean isRead(String shard, SequenceRange range) {
    Position position = position(shard);
    if (position instanceof Position.After after) {
      return new BigInteger(after.sequence()).compareTo(range.last()) >= 0;
    }
    return position.equals(Position.ENDED);
  }
}
