package com.eventbuspro.localaws.kinesis;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a shard besides its records.
 *
 * @param number counts up within the stream and makes the id
 * @param startHash first hash key, inclusive
 * @param endHash last hash key, inclusive
 * @param parent number of the shard it came from by a split or merge
 * @param adjacentParent the other shard of a merge
 * @param createdSeconds leads its sequence numbers; greater than that of its parents
 * @param closed how it ended; null while it is open
 */
record ShardMeta(
    int number,
    BigInteger startHash,
    BigInteger endHash,
    @Nullable Integer parent,
    @Nullable Integer adjacentParent,
    long createdSeconds,
    @Nullable Closing closed) {

  /**
   * @param endIndex index of the ending sequence number: greater than that of every record
   * @param atMillis when
   */
  record Closing(long endIndex, long atMillis) {}

  ShardMeta {
    if (startHash.signum() < 0 || startHash.compareTo(endHash) > 0 || endHash.bitLength() > 128) {
      throw new IllegalArgumentException("No hash key range: " + startHash + " to " + endHash);
    }
  }

  static String idOf(int number) {
    String digits = Integer.toString(number);
    return "shardId-000000000000".substring(0, 20 - digits.length()) + digits;
  }

  String id() {
    return idOf(number);
  }

  boolean isOpen() {
    return closed == null;
  }

  boolean covers(BigInteger hash) {
    return startHash.compareTo(hash) <= 0 && hash.compareTo(endHash) <= 0;
  }

  boolean isChildOf(int other) {
    return Integer.valueOf(other).equals(parent) || Integer.valueOf(other).equals(adjacentParent);
  }

  ShardMeta close(long endIndex, long atMillis) {
    return new ShardMeta(
        number,
        startHash,
        endHash,
        parent,
        adjacentParent,
        createdSeconds,
        new Closing(endIndex, atMillis));
  }

  SequenceNumbers sequenceNumbers() {
    return new SequenceNumbers(createdSeconds, number);
  }
}
