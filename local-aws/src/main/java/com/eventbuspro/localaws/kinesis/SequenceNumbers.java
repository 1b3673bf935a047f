package com.eventbuspro.localaws.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
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

  private static final int DIGITS = 56;

  /** Numbers are put together in limbs of nine decimal digits, least significant first. */
  private static final long LIMB = 1_000_000_000;

  private static final int LIMBS = 7;
  private static final long[] STEP = limbs(BigInteger.ONE.shiftLeft(INDEX_SHIFT), 3);

  private final long[] base;

  SequenceNumbers(long createdSeconds, int shardNumber) {
    BigInteger first =
        BigInteger.valueOf(2)
            .shiftLeft(PREFIX_SHIFT)
            .add(BigInteger.valueOf(createdSeconds & MAX_CREATED).shiftLeft(CREATED_SHIFT))
            .add(BigInteger.valueOf(((long) shardNumber << SHARD_SHIFT) | VERSION));
    this.base = limbs(first, LIMBS);
  }

  private static long[] limbs(BigInteger number, int count) {
    long[] limbs = new long[count];
    BigInteger rest = number;
    for (int i = 0; i < count; i++) {
      BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(LIMB));
      limbs[i] = parts[1].longValue();
      rest = parts[0];
    }
    return limbs;
  }

  /**
   * The sequence number of the record with this index, as decimal digits. Done in plain longs: this
   * runs for every record written and read, and {@link BigInteger} would cost as much as all the
   * rest.
   *
   * @param index less than 10<sup>18</sup>
   */
  String format(long index) {
    if (index < 0 || index >= LIMB * LIMB) {
      throw new IllegalArgumentException("No index of a record: " + index);
    }
    long low = index % LIMB;
    long high = index / LIMB;
    byte[] digits = new byte[LIMBS * 9];
    long carry = 0;
    for (int i = 0; i < LIMBS; i++) {
      long sum = base[i] + carry;
      if (i < STEP.length) {
        sum += low * STEP[i];
      }
      if (i > 0 && i <= STEP.length) {
        sum += high * STEP[i - 1];
      }
      carry = sum / LIMB;
      writeLimb(digits, digits.length - 9 * (i + 1), sum % LIMB);
    }
    return new String(digits, digits.length - DIGITS, DIGITS, StandardCharsets.ISO_8859_1);
  }

  private static void writeLimb(byte[] digits, int start, long limb) {
    int rest = (int) limb;
    for (int i = start + 8; i >= start; i--) {
      digits[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
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
    if (!text.matches("[1-9][0-9]{55}")) {
      return Optional.empty();
    }
    BigInteger number = new BigInteger(text);
    long index = number.shiftRight(INDEX_SHIFT).longValue();
    Parsed parsed =
        new Parsed(
            number.shiftRight(CREATED_SHIFT).longValue() & MAX_CREATED,
            index,
            number.shiftRight(SHARD_SHIFT).intValue());
    // Whatever does not come out again as it went in was made elsewhere.
    boolean isOurs =
        index >= 0
            && index < LIMB * LIMB
            && new SequenceNumbers(parsed.createdSeconds(), parsed.shardNumber())
                .format(index)
                .equals(text);
    return isOurs ? Optional.of(parsed) : Optional.empty();
  }
}
