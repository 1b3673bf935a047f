package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.model.position.ShardId;
import org.jspecify.annotations.Nullable;

/** One event: what its publisher was told, and where the campaign found it afterwards. */
final class SentEvent {
  /** No commit has it. */
  static final int NOWHERE = -1;

  /** What the publisher knows. */
  enum Outcome {
    /** It is in the stream, at a shard and sequence number. */
    ACKNOWLEDGED,
    /** It may be in the stream or not. */
    UNKNOWN
  }

  final String key;
  final int number;
  final Outcome outcome;
  final long sentMillis;
  @Nullable ShardId shard;
  @Nullable String sequence;
  int timesInStream;
  int timesInLake;

  /** The commit that should have it, by the positions. */
  int expectedCommit = NOWHERE;

  /** The commit that has it, by the files. */
  int commit = NOWHERE;

  SentEvent(
      String key,
      int number,
      Outcome outcome,
      long sentMillis,
      @Nullable ShardId shard,
      @Nullable String sequence) {
    this.key = key;
    this.number = number;
    this.outcome = outcome;
    this.sentMillis = sentMillis;
    this.shard = shard;
    this.sequence = sequence;
  }

  @Override
  public String toString() {
    return "event " + number + " of key " + key + ", " + outcome + ", at " + shard + " " + sequence;
  }
}
