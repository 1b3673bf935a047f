package com.eventbuspro.localaws.kinesis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** GetShardIterator, all five types. */
final class GetShardIterator implements Operation {
  private static final List<String> TYPES =
      List.of(
          "AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON");

  private final Kinesis kinesis;

  GetShardIterator(Kinesis kinesis) {
    this.kinesis = kinesis;
  }

  @Override
  public Output run(Call call) {
    Input input = call.input();
    String shardId = input.string("ShardId");
    String type = input.string("ShardIteratorType");
    String sequence = input.string("StartingSequenceNumber");
    new Validator()
        .required("shardId", shardId)
        .shardId("shardId", shardId)
        .required("shardIteratorType", type)
        .oneOf("shardIteratorType", type, TYPES)
        .sequenceNumber("startingSequenceNumber", sequence)
        .check();
    if (shardId == null || type == null) {
      throw new IllegalStateException("Validated above");
    }
    KinesisStream stream =
        kinesis.readyStream(call, input.string("StreamName"), input.string("StreamARN"));
    ShardMeta shard = stream.layout().byId(shardId);
    if (shard == null) {
      throw Errors.shardNotFound(shardId, stream.name(), kinesis.account());
    }
    long next =
        switch (type) {
          case "TRIM_HORIZON" -> 0;
          case "LATEST" -> stream.log(shard).nextIndex();
          case "AT_TIMESTAMP" -> atTime(stream, shard, input.time("Timestamp"));
          case "AT_SEQUENCE_NUMBER" -> indexOf(stream, shard, type, sequence);
          default -> indexOf(stream, shard, type, sequence) + 1;
        };
    String iterator =
        new ShardIterator(
                stream.name(),
                stream.meta().createdMillis(),
                shard.number(),
                next,
                kinesis.clock().millis())
            .encode();
    return (out, format) -> out.writeStringProperty("ShardIterator", iterator);
  }

  private long atTime(KinesisStream stream, ShardMeta shard, @Nullable Long time) {
    if (time == null) {
      throw Errors.invalidArgument(
          "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request"
              + " has no timestamp parameter.");
    }
    long now = kinesis.clock().millis();
    if (time > now) {
      throw Errors.invalidArgument(
          "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis."
              + " timestampInMillis: "
              + time
              + ", currentTimestampInMillis: "
              + now);
    }
    return stream.log(shard).indexAt(time);
  }

  private long indexOf(
      KinesisStream stream, ShardMeta shard, String type, @Nullable String sequence) {
    if (sequence == null) {
      throw Errors.invalidArgument(
          "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER iterator type with a"
              + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST iterator type without it. The"
              + " request was for "
              + type
              + " without a StartingSequenceNumber.");
    }
    return SequenceNumbers.parse(sequence)
        .filter(parsed -> parsed.isOf(shard))
        .map(SequenceNumbers.Parsed::index)
        .orElseThrow(
            () ->
                Errors.invalidArgument(
                    "StartingSequenceNumber "
                        + sequence
                        + " used in GetShardIterator on shard "
                        + shard.id()
                        + " in stream "
                        + stream.name()
                        + " under account "
                        + kinesis.account()
                        + " is invalid because it did not come from this stream."));
  }
}
