package com.eventbuspro.lake.write;

import com.eventbuspro.model.position.Position;

/** How far one shard is: in the table, and in the rows waiting for the next commit. */
final class ShardTrack {
  private Position committed;
  private Position appended;

  ShardTrack(Position committed) {
    this.committed = committed;
    this.appended = committed;
  }

  Position committed() {
    return committed;
  }

  Position appended() {
    return appended;
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

  void settle(Position position) {
    committed = position;
    appended = position;
  }

  void reset() {
    appended = committed;
  }

  /** As {@link Position#compareTo}, without making numbers of the digits: this is per record. */
  private static boolean isAfter(Position position, Position other) {
    if (position instanceof Position.After one && other instanceof Position.After two) {
      int length = one.sequence().length();
      int otherLength = two.sequence().length();
      return length == otherLength
          ? one.sequence().compareTo(two.sequence()) > 0
          : length > otherLength;
    }
    return position.compareTo(other) > 0;
  }
}
