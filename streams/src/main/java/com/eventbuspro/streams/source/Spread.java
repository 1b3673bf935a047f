package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.ShardId;

/**
 * Which subtask reads a shard. A shard that was handed to a subtask stays there for as long as the
 * job runs, so that the rule decides for new shards only and need not say the same for ever.
 */
public enum Spread {
  /** All shards of a stream in one subtask, its home. */
  BY_STREAM,
  /** The shards of a stream over all subtasks. */
  BY_SHARD,
  /**
   * The shards of a stream over as few subtasks as can read and write them at full rate, beginning
   * with its home: many small streams cost one consumer each, and a large one outgrows a subtask.
   */
  BY_SIZE;

  /**
   * Open shards that a subtask reads of one stream before another helps. A full shard brings a
   * megabyte a second, so this many are well within one core and one reader's connections.
   */
  public static final int SHARDS_PER_SUBTASK = 16;

  /**
   * The subtask of a new shard.
   *
   * @param openShards how many open shards the stream has
   */
  int subtask(String stream, ShardId shard, int openShards, int parallelism) {
    int width =
        switch (this) {
          case BY_STREAM -> 1;
          case BY_SHARD -> parallelism;
          case BY_SIZE ->
              Math.min(parallelism, (openShards + SHARDS_PER_SUBTASK - 1) / SHARDS_PER_SUBTASK);
        };
    int shift = width <= 1 ? 0 : number(shard) % width;
    return Math.floorMod(home(stream, parallelism) + shift, parallelism);
  }

  /** The subtask that answers for a stream, whoever reads its shards. */
  static int home(String stream, int parallelism) {
    return Math.floorMod(mix(stream.hashCode()), parallelism);
  }

  // Names differ in few characters only; without this their hashes would share low bits.
  private static int mix(int hash) {
    int h = hash * 0x9E3779B9;
    return h ^ (h >>> 16);
  }

  private static int number(ShardId shard) {
    String digits = shard.value().replaceAll("[^0-9]", "");
    return digits.isEmpty()
        ? 0
        : Integer.parseInt(digits.substring(Math.max(0, digits.length() - 9)));
  }
}
