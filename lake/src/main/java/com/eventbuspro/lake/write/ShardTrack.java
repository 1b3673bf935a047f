package com.eventbuspro.lake.write;

import com.eventbuspro.model.position.Position;

/** How far one shard is: in the table, and in the rows waiting for the next commit. */
final class ShardTrack {
  private final ShardTally tally = new ShardTally();
  private Position committed;
  private Position appended;
  private Position counted;

  ShardTrack(Position committed) {
    this.committed = committed;
    this.appended = committed;
    this.counted = committed;
  }

  Position committed() {
    return committed;
  }

  Position appended() {
    return appended;
  }

  /** What the next commit will say of this shard in the ledger. */
  ShardTally tally() {
    return tally;
  }

  boolean hasMoved() {
    return !appended.equals(committed);
  }

  /** Moves on; false, and nothing done, if the shard is that far already. */
  boolean advance(Position position) {
    if (!isAfter(position, appended)) {
      return false;
    }
    appended = position;
    return true;
  }

  /** Whether a record is beyond all that were taken, and all that were counted as read. */
  boolean isNew(String sequence) {
    return isAfter(sequence, appended) && isAfter(sequence, counted);
  }

  void countRead(String sequence, long arrivalMicros) {
    counted = new Position.After(sequence);
    tally.read(sequence, arrivalMicros);
  }

  void settle(Position position) {
    committed = position;
    appended = position;
    counted = position;
    tally.clear();
  }

  void reset() {
    settle(committed);
  }

  /** As {@link Position#compareTo}, without making numbers of the digits: this is per record. */
  private static boolean isAfter(Position position, Position other) {
    if (position instanceof Position.After one) {
      return isAfter(one.sequence(), other);
    }
    return position.compareTo(other) > 0;
  }

  private static boolean isAfter(String sequence, Position other) {
    if (other instanceof Position.After two) {
      int length = sequence.length();
      int otherLength = two.sequence().length();
      return length == otherLength ? sequence.compareTo(two.sequence()) > 0 : length > otherLength;
    }
    return other instanceof Position.Beginning;
  }
}
