package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.AwsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ListShards with its filters and paging. */
final class ListShards implements Operation {
  private static final int MOST = 10_000;
  private static final int DEFAULT = 1000;

  private final Kinesis kinesis;
  private final ApiLimits limits;

  ListShards(Kinesis kinesis, ApiLimits limits) {
    this.kinesis = kinesis;
    this.limits = limits;
  }

  @Override
  public Output run(Call call) {
    Input input = call.input();
    String token = input.string("NextToken");
    Integer most = input.integer("MaxResults");
    String after = input.string("ExclusiveStartShardId");
    Input filterInput = input.object("ShardFilter");
    new Validator()
        .range("maxResults", most, 1, MOST)
        .length("nextToken", token, 1, 1_048_576)
        .shardId("exclusiveStartShardId", after)
        .check();
    KinesisStream stream;
    ShardFilter filter;
    int start;
    if (token == null) {
      filter = filterInput == null ? ShardFilter.NONE : ShardFilter.of(filterInput);
      stream = kinesis.stream(call, input);
      start = after == null ? 0 : afterShard(after);
    } else {
      refuseOthers(input, after, filterInput);
      ShardPage page = ShardPage.decode(token).orElseThrow(ListShards::invalidToken);
      page.checkFresh(kinesis.clock());
      stream = kinesis.stream(call, page.stream(), null);
      checkSame(page, stream);
      filter = page.filter();
      start = page.start();
    }
    limits.check(call.action());
    checkStatus(stream);
    return answer(stream, filter, start, most == null ? DEFAULT : most);
  }

  private static int afterShard(String shardId) {
    try {
      return Math.addExact(Integer.parseInt(shardId.replaceFirst("^shardId-", "")), 1);
    } catch (ArithmeticException | NumberFormatException e) {
      return Integer.MAX_VALUE; // names no shard that could have successors
    }
  }

  private static void refuseOthers(Input input, @Nullable String after, @Nullable Input filter) {
    if (input.string("StreamName") != null
        || input.string("StreamARN") != null
        || after != null
        || filter != null) {
      throw Errors.invalidArgument(
          "NextToken and StreamName, StreamARN, ExclusiveStartShardId or ShardFilter cannot be provided"
              + " together.");
    }
  }

  private static AwsException invalidToken() {
    return Errors.invalidArgument("NextToken is invalid.");
  }

  private static void checkSame(ShardPage page, KinesisStream stream) {
    if (page.streamCreatedMillis() != stream.meta().createdMillis()) {
      throw invalidToken();
    }
  }

  private void checkStatus(KinesisStream stream) {
    StreamStatus status = stream.status();
    switch (status) {
      case ACTIVE, UPDATING -> {}
      case CREATING, DELETING ->
          throw Errors.inUse(
              "Stream "
                  + stream.name()
                  + " under account "
                  + kinesis.account()
                  + " not ACTIVE or UPDATING, instead in state "
                  + status);
    }
  }

  private Output answer(KinesisStream stream, ShardFilter filter, int start, int most) {
    long horizon = stream.trimHorizonMillis();
    StreamMeta meta = stream.meta();
    List<ShardMeta> rest =
        meta.shards().stream()
            .filter(shard -> shard.number() >= start)
            .filter(filter.over(meta, horizon, kinesis.clock().millis()))
            .limit(most + 1L)
            .toList();
    List<ShardMeta> page = rest.size() > most ? rest.subList(0, most) : rest;
    String next =
        rest.size() > most
            ? new ShardPage(
                    meta.name(),
                    meta.createdMillis(),
                    rest.get(most).number(),
                    filter,
                    kinesis.clock().millis())
                .encode()
            : null;
    return (out, format) -> {
      if (next != null) {
        out.writeStringProperty("NextToken", next);
      }
      ShardOutput.writeShards(out, page);
    };
  }
}
