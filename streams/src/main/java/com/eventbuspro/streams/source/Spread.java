package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.ShardId;

/** Which subtask reads a shard. */
public enum Spread {
  /** All shards of a stream in one subtask. */
  BY_STREAM,
  /** The shards of a stream over all subtasks. */
  BY_SHARD;

  int subtask(String stream, ShardId shard, int parallelism) {
    int shift = this == BY_STREAM ? 0 : number(shard) % parallelism;
    return Math.floorMod(byStream(stream, parallelism) + shift, parallelism);
  }

  static int byStream(String stream, int parallelism) {
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
