package com.eventbuspro.localaws.kinesis;

import java.util.List;

/** DescribeStream, with its paging over shards. */
final class DescribeStream implements Operation {
  private static final int DEFAULT_LIMIT = 100;

  private final Kinesis kinesis;
  private final ApiLimits limits;

  DescribeStream(Kinesis kinesis, ApiLimits limits) {
    this.kinesis = kinesis;
    this.limits = limits;
  }

  @Override
  public Output run(Call call) {
    Input input = call.input();
    Integer limit = input.integer("Limit");
    String after = input.string("ExclusiveStartShardId");
    new Validator()
        .range("limit", limit, 1, 10_000)
        .shardId("exclusiveStartShardId", after)
        .check();
    KinesisStream stream = kinesis.stream(call, input);
    limits.check(call.action());
    StreamMeta meta = stream.meta();
    StreamStatus status = stream.status();
    List<ShardMeta> rest =
        status == StreamStatus.CREATING
            ? List.of()
            : meta.shards().stream()
                .filter(shard -> after == null || shard.id().compareTo(after) > 0)
                .toList();
    // AWS returns at most 100 however large the limit.
    int size =
        Math.min(rest.size(), limit == null ? DEFAULT_LIMIT : Math.min(limit, DEFAULT_LIMIT));
    return (out, format) -> {
      out.writeObjectPropertyStart("StreamDescription");
      DescribeStreamSummary.writeCommon(out, format, kinesis, meta, status);
      ShardOutput.writeShards(out, rest.subList(0, size));
      out.writeBooleanProperty("HasMoreShards", size < rest.size());
      out.writeEndObject();
    };
  }
}
