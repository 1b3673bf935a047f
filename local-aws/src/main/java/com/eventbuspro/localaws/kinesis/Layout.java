package com.eventbuspro.localaws.kinesis;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The shards of a stream, ready for routing and look-up; derived from a {@link StreamMeta}. */
final class Layout {
  private final ShardMeta[] open;
  private final Map<Integer, ShardMeta> byNumber;

  Layout(List<ShardMeta> shards) {
    this.open =
        shards.stream()
            .filter(ShardMeta::isOpen)
            .sorted(Comparator.comparing(ShardMeta::startHash))
            .toArray(ShardMeta[]::new);
    this.byNumber =
        shards.stream()
            .collect(Collectors.toUnmodifiableMap(ShardMeta::number, Function.identity()));
  }

  /** The open shard a record with this key goes to. */
  ShardMeta route(byte[] partitionKey, @Nullable BigInteger explicitHash) {
    if (open.length == 1) {
      return open[0];
    }
    BigInteger hash = explicitHash == null ? HashKeys.of(partitionKey) : explicitHash;
    int low = 0;
    int high = open.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (open[middle].startHash().compareTo(hash) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return open[low];
  }

  @Nullable ShardMeta byId(String shardId) {
    if (!shardId.matches("shardId-[0-9]{12}")) {
      return null;
    }
    long number = Long.parseLong(shardId.substring("shardId-".length()));
    return number > Integer.MAX_VALUE ? null : byNumber.get((int) number);
  }

  @Nullable ShardMeta byNumber(int number) {
    return byNumber.get(number);
  }

  int openCount() {
    return open.length;
  }
}
