package com.eventbuspro.localaws.kinesis;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which shards ListShards shows.
 *
 * @param type AWS's word for it
 * @param shardId for AFTER_SHARD_ID
 * @param timestamp for the types that speak of a time, in milliseconds
 */
record ShardFilter(Type type, @Nullable String shardId, @Nullable Long timestamp) {
  /** No filter: open shards and closed ones whose records have not expired. */
  static final ShardFilter NONE = new ShardFilter(Type.FROM_TRIM_HORIZON, null, null);

  /** AWS's types of filter. */
  enum Type {
    AFTER_SHARD_ID,
    AT_TRIM_HORIZON,
    FROM_TRIM_HORIZON,
    AT_LATEST,
    AT_TIMESTAMP,
    FROM_TIMESTAMP
  }

  static ShardFilter of(Input input) {
    String type = input.string("Type");
    String shardId = input.string("ShardId");
    Long timestamp = input.time("Timestamp");
    List<String> types = Arrays.stream(Type.values()).map(Enum::name).toList();
    new Validator()
        .required("shardFilter.type", type)
        .oneOf("shardFilter.type", type, types)
        .shardId("shardFilter.shardId", shardId)
        .check();
    ShardFilter filter = new ShardFilter(Type.valueOf(String.valueOf(type)), shardId, timestamp);
    filter.checkParameters();
    return filter;
  }

  private void checkParameters() {
    boolean needsShard = type == Type.AFTER_SHARD_ID;
    boolean needsTime = type == Type.AT_TIMESTAMP || type == Type.FROM_TIMESTAMP;
    if (needsShard != (shardId != null)) {
      throw Errors.invalidArgument(
          needsShard
              ? "ShardId must be provided in ShardFilter of type " + type + "."
              : "ShardId must not be provided in ShardFilter of type " + type + ".");
    }
    if (needsTime != (timestamp != null)) {
      throw Errors.invalidArgument(
          needsTime
              ? "Timestamp must be provided in ShardFilter of type " + type + "."
              : "Timestamp must not be provided in ShardFilter of type " + type + ".");
    }
  }

  /** The filter as it applies to the shards of one stream now. */
  Predicate<ShardMeta> over(StreamMeta stream, long horizonMillis, long nowMillis) {
    long time = timestamp == null ? 0 : Math.max(timestamp, horizonMillis);
    Predicate<ShardMeta> unexpired = shard -> isOpenAfter(shard, horizonMillis);
    return switch (type) {
      case FROM_TRIM_HORIZON -> unexpired;
      case AT_LATEST -> ShardMeta::isOpen;
      case AFTER_SHARD_ID ->
          unexpired.and(shard -> shard.id().compareTo(String.valueOf(shardId)) > 0);
      case AT_TRIM_HORIZON -> unexpired.and(shard -> startedBy(stream, shard, horizonMillis));
      case AT_TIMESTAMP ->
          time > nowMillis
              ? shard -> false
              : shard -> isOpenAfter(shard, time) && startedBy(stream, shard, time);
      case FROM_TIMESTAMP -> shard -> isOpenAfter(shard, time);
    };
  }

  private static boolean isOpenAfter(ShardMeta shard, long time) {
    ShardMeta.Closing closed = shard.closed();
    return closed == null || closed.atMillis() > time;
  }

  /** Whether the shard was there at a time, or had no parent still there that came before it. */
  private static boolean startedBy(StreamMeta stream, ShardMeta shard, long time) {
    return stream.shards().stream()
        .filter(other -> shard.isChildOf(other.number()))
        .noneMatch(parent -> isOpenAfter(parent, time));
  }
}
