package com.eventbuspro.streams.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How eagerly streams are read; {@link #defaults} suits everything but tests.
 *
 * @param directoryInterval how often the directory is asked
 * @param listingInterval how often the shards of a stream are listed though nothing hints at a
 *     change; children are found at once when their parent ends
 * @param minPause least time between two reads of one shard, up to a fifth less: Kinesis allows
 *     five a second for all its readers together
 * @param maxPause longest time between two reads of an idle shard
 * @param firstBackoff pause after the first failure of a shard or stream; doubles
 * @param maxBackoff longest pause after failures
 * @param threads how many reads of one subtask run at once
 * @param handOverBytes how much one subtask reads ahead
 */
public record Tuning(
    Duration directoryInterval,
    Duration listingInterval,
    Duration minPause,
    Duration maxPause,
    Duration firstBackoff,
    Duration maxBackoff,
    int threads,
    long handOverBytes)
    implements Serializable {

  public Tuning {
    Objects.requireNonNull(directoryInterval, "directoryInterval");
    Objects.requireNonNull(listingInterval, "listingInterval");
    if (minPause.compareTo(maxPause) > 0 || firstBackoff.compareTo(maxBackoff) > 0) {
      throw new IllegalArgumentException("The shortest pause cannot be longer than the longest");
    }
    if (threads < 1 || handOverBytes < 1) {
      throw new IllegalArgumentException("A reader needs at least one thread and one byte");
    }
  }

  /** Ready for production. */
  public static Tuning defaults() {
    return new Tuning(
        Duration.ofMillis(400),
        Duration.ofMinutes(5),
        Duration.ofMillis(300),
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        Duration.ofSeconds(30),
        6,
        16L << 20);
  }
}
