package com.eventbuspro.localaws.kinesis;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;

/** SplitShard, MergeShards and UpdateShardCount. */
final class ShardChanges {
  private final Kinesis kinesis;
  private final ApiLimits limits;

  ShardChanges(Kinesis kinesis, ApiLimits limits) {
    this.kinesis = kinesis;
    this.limits = limits;
  }

  Output split(Call call) {
    Input input = call.input();
    String shardId = input.string("ShardToSplit");
    String key = input.string("NewStartingHashKey");
    Validator validator =
        new Validator()
            .required("shardToSplit", shardId)
            .shardId("shardToSplit", shardId)
            .required("newStartingHashKey", key);
    if (key != null && !key.matches("0|([1-9]\\d{0,38})")) {
      validator.add(
          "'" + key + "'",
          "newStartingHashKey",
          "Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})");
    }
    validator.check();
    KinesisStream stream = provisioned(call, input);
    BigInteger start = new BigInteger(String.valueOf(key));
    limits.checkShards(kinesis.streams(), 1);
    reshard(
        stream,
        plan -> {
          ShardMeta shard = openShard(stream, String.valueOf(shardId));
          checkInside(stream, shard, start);
          plan.split(shard, start);
        });
    return Output.NONE;
  }

  private void checkInside(KinesisStream stream, ShardMeta shard, BigInteger key) {
    if (key.compareTo(shard.startHash().add(BigInteger.ONE)) <= 0
        || key.compareTo(shard.endHash()) >= 0) {
      throw Errors.invalidArgument(
          "NewStartingHashKey "
              + key
              + " used in SplitShard() on shard "
              + shard.id()
              + " in stream "
              + stream.name()
              + " under account "
              + kinesis.account()
              + " is not both greater than one plus the shard's StartingHashKey "
              + shard.startHash()
              + " and less than the shard's EndingHashKey "
              + shard.endHash()
              + ".");
    }
  }

  Output merge(Call call) {
    Input input = call.input();
    String first = input.string("ShardToMerge");
    String second = input.string("AdjacentShardToMerge");
    new Validator()
        .required("shardToMerge", first)
        .shardId("shardToMerge", first)
        .required("adjacentShardToMerge", second)
        .shardId("adjacentShardToMerge", second)
        .check();
    KinesisStream stream = provisioned(call, input);
    reshard(
        stream,
        plan -> {
          ShardMeta shard = openShard(stream, String.valueOf(first));
          ShardMeta adjacent = openShard(stream, String.valueOf(second));
          if (!areNeighbours(shard, adjacent) && !areNeighbours(adjacent, shard)) {
            throw Errors.invalidArgument(
                "Shards "
                    + first
                    + " and "
                    + second
                    + " in stream "
                    + stream.name()
                    + " under account "
                    + kinesis.account()
                    + " are not an adjacent pair of shards eligible for merging");
          }
          plan.merge(shard, adjacent);
        });
    return Output.NONE;
  }

  private static boolean areNeighbours(ShardMeta lower, ShardMeta upper) {
    return lower.endHash().add(BigInteger.ONE).equals(upper.startHash());
  }

  Output updateCount(Call call) {
    Input input = call.input();
    Integer target = input.integer("TargetShardCount");
    String scaling = input.string("ScalingType");
    new Validator()
        .required("targetShardCount", target)
        .range("targetShardCount", target, 1, 10_000)
        .required("scalingType", scaling)
        .oneOf("scalingType", scaling, List.of("UNIFORM_SCALING"))
        .check();
    KinesisStream stream = provisioned(call, input);
    int wanted = target == null ? 0 : target;
    int current = stream.layout().openCount();
    checkFactor(wanted, current);
    limits.checkShards(kinesis.streams(), wanted - current);
    if (wanted != current) {
      reshard(stream, plan -> plan.scaleTo(wanted));
    }
    return (out, format) -> {
      out.writeNumberProperty("CurrentShardCount", current);
      out.writeStringProperty("StreamARN", kinesis.arnOf(stream.name()));
      out.writeStringProperty("StreamName", stream.name());
      out.writeNumberProperty("TargetShardCount", wanted);
    };
  }

  private static void checkFactor(int wanted, int current) {
    if (wanted > 2L * current) {
      throw Errors.limitExceeded(
          "UpdateShardCount cannot scale up over double your current open shard count. Current open"
              + " shard count: "
              + current
              + " Target shard count: "
              + wanted);
    }
    if (2L * wanted < current) {
      throw Errors.limitExceeded(
          "UpdateShardCount cannot scale down below half your current open shard count. Current open"
              + " shard count: "
              + current
              + " Target shard count: "
              + wanted);
    }
  }

  private KinesisStream provisioned(Call call, Input input) {
    KinesisStream stream = kinesis.activeStream(call, input);
    return switch (stream.meta().mode()) {
      case PROVISIONED -> stream;
      case ON_DEMAND ->
          throw Errors.validation(
              call.action()
                  + " is only supported for data streams with the provisioned capacity mode;"
                  + " stream "
                  + stream.name()
                  + " is in ON_DEMAND mode.");
    };
  }

  private ShardMeta openShard(KinesisStream stream, String shardId) {
    ShardMeta shard = stream.layout().byId(shardId);
    if (shard == null) {
      throw Errors.shardNotFound(shardId, stream.name(), kinesis.account());
    }
    if (!shard.isOpen()) {
      throw Errors.inUse(
          "Shard "
              + shardId
              + " in stream "
              + stream.name()
              + " under account "
              + kinesis.account()
              + " has already been merged or split, and thus is not eligible for merging or"
              + " splitting.");
    }
    return shard;
  }

  private void reshard(KinesisStream stream, Consumer<Resharding> change) {
    stream.change(
        meta -> {
          Resharding plan =
              new Resharding(
                  meta, shard -> stream.log(shard).nextIndex(), kinesis.clock().millis());
          change.accept(plan);
          return plan.applyTo(meta);
        });
    stream.enter(StreamStatus.UPDATING, kinesis.config().kinesisTimings().updating());
  }
}
