package com.eventbuspro.localaws.kinesis;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The sequence numbers of one shard: 56 decimal digits like AWS's, in hexadecimal {@code 2 |
 * creation second:9 | index:16 | 0:11 | shard number:8 | version:2}. As integers they grow with the
 * index; those of a child shard are greater than all of its parents' because its creation second
 * is.
 */
final class SequenceNumbers {
  private static final int INDEX_SHIFT = 84;
  private static final int CREATED_SHIFT = 148;
  private static final int PREFIX_SHIFT = 184;
  private static final int SHARD_SHIFT = 8;
  private static final int VERSION = 2;
  private static final long MAX_CREATED = (1L << 36) - 1;

  private final BigInteger base;

  SequenceNumbers(long createdSeconds, int shardNumber) {
    this.base =
        BigInteger.valueOf(2)
            .shiftLeft(PREFIX_SHIFT)
            .add(BigInteger.valueOf(createdSeconds & MAX_CREATED).shiftLeft(CREATED_SHIFT))
            .add(BigInteger.valueOf(((long) shardNumber << SHARD_SHIFT) | VERSION));
  }

  String format(long index) {
    return base.add(BigInteger.valueOf(index).shiftLeft(INDEX_SHIFT)).toString();
  }

  /**
   * Parts of a sequence number.
   *
   * @param index place in the shard
   */
  record Parsed(long createdSeconds, long index, int shardNumber) {
    boolean isOf(ShardMeta shard) {
      return createdSeconds == shard.createdSeconds() && shardNumber == shard.number();
    }
  }

  /** Takes a number apart; empty when it is none of ours. */
  static Optional<Parsed> parse(String text) {
    if (!text.matches("[1-9][0-9]{54,56}")) {
      return Optional.empty();
    }
    BigInteger number = new BigInteger(text);
    if (number.shiftRight(PREFIX_SHIFT).intValue() != 2
        || number.bitLength() > PREFIX_SHIFT + 2
        || (number.intValue() & 0xFF) != VERSION
        || number.testBit(INDEX_SHIFT + 63)) {
      return Optional.empty();
    }
    return Optional.of(
        new Parsed(
            number.shiftRight(CREATED_SHIFT).longValue() & MAX_CREATED,
            number.shiftRight(INDEX_SHIFT).longValue(),
            number.shiftRight(SHARD_SHIFT).intValue()));
  }
}
