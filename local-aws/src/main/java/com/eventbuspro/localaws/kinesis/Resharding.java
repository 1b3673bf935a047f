package com.eventbuspro.localaws.kinesis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Splits and merges on paper: works out which shards close and which open. A child begins in a
 * later second than its parents, so its sequence numbers are greater than theirs.
 */
final class Resharding {
  private final List<ShardMeta> shards;
  private final ToLongFunction<ShardMeta> endIndex;
  private final long nowMillis;
  private int next;

  /**
   * Starts from a stream's shards.
   *
   * @param endIndex what the next record of a shard would be numbered
   */
  Resharding(StreamMeta stream, ToLongFunction<ShardMeta> endIndex, long nowMillis) {
    this.shards = new ArrayList<>(stream.shards());
    this.next = stream.nextShard();
    this.endIndex = endIndex;
    this.nowMillis = nowMillis;
  }

  /** The stream with the shards as they are now. */
  StreamMeta applyTo(StreamMeta stream) {
    return stream.withShards(shards, next);
  }

  /** Cuts an open shard in two; the second starts at the key, which lies inside the shard. */
  void split(ShardMeta shard, BigInteger key) {
    close(shard);
    open(shard.startHash(), key.subtract(BigInteger.ONE), shard, null);
    open(key, shard.endHash(), shard, null);
  }

  /** Makes one shard of two open neighbours; the first is named as the parent. */
  void merge(ShardMeta shard, ShardMeta adjacent) {
    close(shard);
    close(adjacent);
    open(
        shard.startHash().min(adjacent.startHash()),
        shard.endHash().max(adjacent.endHash()),
        shard,
        adjacent);
  }

  /** Splits and merges until the open shards are this many of even width. */
  void scaleTo(int target) {
    BigInteger count = BigInteger.valueOf(target);
    for (int i = 1; i < target; i++) {
      BigInteger start = HashKeys.COUNT.multiply(BigInteger.valueOf(i)).divide(count);
      ShardMeta around = openAt(start);
      if (!around.startHash().equals(start)) {
        split(around, start);
      }
    }
    for (int i = 0; i < target; i++) {
      BigInteger start = HashKeys.COUNT.multiply(BigInteger.valueOf(i)).divide(count);
      BigInteger end =
          HashKeys.COUNT
              .multiply(BigInteger.valueOf(i + 1L))
              .divide(count)
              .subtract(BigInteger.ONE);
      for (ShardMeta first = openAt(start); !first.endHash().equals(end); first = openAt(start)) {
        merge(first, openAt(first.endHash().add(BigInteger.ONE)));
      }
    }
  }

  private ShardMeta openAt(BigInteger hash) {
    return shards.stream()
        .filter(shard -> shard.isOpen() && shard.covers(hash))
        .min(Comparator.comparingInt(ShardMeta::number))
        .orElseThrow(() -> new IllegalStateException("No open shard covers " + hash));
  }

  private void close(ShardMeta shard) {
    shards.set(shards.indexOf(shard), shard.close(endIndex.applyAsLong(shard), nowMillis));
  }

  private void open(
      BigInteger start, BigInteger end, ShardMeta parent, @Nullable ShardMeta adjacent) {
    long latest =
        Math.max(parent.createdSeconds(), adjacent == null ? 0 : adjacent.createdSeconds());
    shards.add(
        new ShardMeta(
            next++,
            start,
            end,
            parent.number(),
            adjacent == null ? null : adjacent.number(),
            Math.max(nowMillis / 1000, latest + 1),
            null));
  }
}
