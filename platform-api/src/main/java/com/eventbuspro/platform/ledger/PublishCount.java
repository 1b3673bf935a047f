package com.eventbuspro.platform.ledger;

import com.eventbuspro.lake.ledger.SequenceRange;
import org.jspecify.annotations.Nullable;

/** What was published to one shard in one slice of an hour. Not thread-safe. */
final class PublishCount {
  private long acknowledged;
  private long unknown;
  private long bytes;
  private @Nullable String first;
  private @Nullable String last;

  void accepted(String sequence, int size) {
    acknowledged++;
    bytes += size;
    first = first == null || isLess(sequence, first) ? sequence : first;
    last = last == null || isLess(last, sequence) ? sequence : last;
  }

  void unknown() {
    unknown++;
  }

  long acknowledged() {
    return acknowledged;
  }

  long unknownOutcomes() {
    return unknown;
  }

  long bytes() {
    return bytes;
  }

  /** Where in the shard the records are; null when none was acknowledged. */
  @Nullable SequenceRange range() {
    return first == null || last == null ? null : SequenceRange.of(first, last);
  }

  /** Adds another count to this one. */
  PublishCount plus(PublishCount other) {
    acknowledged += other.acknowledged;
    unknown += other.unknown;
    bytes += other.bytes;
    if (other.first != null && (first == null || isLess(other.first, first))) {
      first = other.first;
    }
    if (other.last != null && (last == null || isLess(last, other.last))) {
      last = other.last;
    }
    return this;
  }

  /** Compares decimal numbers without making numbers of them: this is per record. */
  private static boolean isLess(String one, String other) {
    return one.length() == other.length()
        ? one.compareTo(other) < 0
        : one.length() < other.length();
  }
}
