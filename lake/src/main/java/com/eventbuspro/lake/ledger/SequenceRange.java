package com.eventbuspro.lake.ledger;

import java.math.BigInteger;

/**
 * Sequence numbers of one shard, from the first to the last, both included. Not every number in
 * between needs to be a record.
 *
 * @param first the smallest
 * @param last the largest
 */
public record SequenceRange(BigInteger first, BigInteger last) {
  public SequenceRange {
    if (first.signum() < 0 || first.compareTo(last) > 0) {
      throw new IllegalArgumentException("Not a range of sequence numbers: " + first + " " + last);
    }
  }

  /** The range between two sequence numbers as the stream writes them. */
  public static SequenceRange of(String first, String last) {
    return new SequenceRange(new BigInteger(first), new BigInteger(last));
  }

  /** Whether the two have a number in common. */
  public boolean overlaps(SequenceRange other) {
    return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
  }

  /** The smallest range that has both. */
  public SequenceRange union(SequenceRange other) {
    return new SequenceRange(first.min(other.first), last.max(other.last));
  }
}
