package com.eventbuspro.sink.ledger;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Something that the counts cannot say.
 *
 * @param hour where it is shown: whole hours since the epoch
 * @param shard the shard; empty when all of them
 * @param kind what it is
 * @param first where in the shard it begins; null for its beginning
 * @param last where it ends; null for the end of the shard
 */
record Note(
    long hour, String shard, Kind kind, @Nullable BigInteger first, @Nullable BigInteger last) {
  /** What cannot be said. */
  enum Kind {
    /** The stream had dropped this part of the shard before it could be read. */
    TRIMMED,
    /** What was captured of this part of the shard was not counted, or the counts are gone. */
    NOT_RECORDED,
    /** The table was rolled back and what was taken back is not known: counts are too high. */
    ROLLED_BACK,
    /** The table was dropped and made anew. */
    TABLE_REMADE
  }

  static Note of(long hour, Kind kind) {
    return new Note(hour, "", kind, null, null);
  }

  /** About what lies after one position, up to and including another. */
  static Note between(long hour, ShardId shard, Kind kind, Position after, Position through) {
    return new Note(hour, shard.value(), kind, next(after), number(through));
  }

  /** Whether another note of the shard goes on where this one ends. */
  boolean isContinuedBy(Note next) {
    return last != null && last.add(BigInteger.ONE).equals(next.first);
  }

  static @Nullable BigInteger next(Position position) {
    BigInteger number = number(position);
    return number == null ? null : number.add(BigInteger.ONE);
  }

  private static @Nullable BigInteger number(Position position) {
    return position instanceof Position.After after ? new BigInteger(after.sequence()) : null;
  }
}
