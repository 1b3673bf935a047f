package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.KinesisLimits;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CreateStream. The stream is durable when this answers, and CREATING for the configured time. */
final class CreateStream implements Operation {
  private static final int ON_DEMAND_SHARDS = 4;
  private static final int MAX_SHARDS = 100_000;
  private static final List<String> MODES = List.of("PROVISIONED", "ON_DEMAND");

  private final Kinesis kinesis;
  private final ApiLimits limits;

  CreateStream(Kinesis kinesis, ApiLimits limits) {
    this.kinesis = kinesis;
    this.limits = limits;
  }

  @Override
  public Output run(Call call) {
    Input input = call.input();
    String name = input.string("StreamName");
    Integer count = input.integer("ShardCount");
    Input modeDetails = input.object("StreamModeDetails");
    String mode = modeDetails == null ? "PROVISIONED" : modeDetails.string("StreamMode");
    new Validator()
        .required("streamName", name)
        .streamName(name)
        .range("shardCount", count, 1, MAX_SHARDS)
        .required("streamModeDetails.streamMode", mode)
        .oneOf("streamModeDetails.streamMode", mode, MODES)
        .check();
    if (name == null || mode == null) {
      throw new IllegalStateException("Validated above");
    }
    kinesis.require(call, kinesis.arnOf(name));
    limits.check(call.action());
    Map<String, String> tags = input.stringMap("Tags");
    if (tags != null) {
      Tags.check(tags, Map.of());
    }
    StreamMeta meta = plan(name, StreamMode.valueOf(mode), count, tags == null ? Map.of() : tags);
    KinesisStream stream =
        kinesis.streams().add(meta, kinesis.config().kinesisTimings().creating());
    if (stream == null) {
      throw Errors.inUse(
          "Stream " + name + " under account " + kinesis.account() + " already exists.");
    }
    return Output.NONE;
  }

  private StreamMeta plan(
      String name, StreamMode mode, @Nullable Integer count, Map<String, String> tags) {
    int shards =
        switch (mode) {
          case ON_DEMAND -> {
            if (count != null) {
              throw Errors.validation(
                  "ShardCount must not be set when StreamModeDetails is set to ON_DEMAND.");
            }
            yield ON_DEMAND_SHARDS;
          }
          case PROVISIONED -> {
            if (count == null) {
              throw Errors.validation(
                  "ShardCount must be set when StreamModeDetails is set to PROVISIONED.");
            }
            yield count;
          }
        };
    if (kinesis.config().kinesisLimits() == KinesisLimits.AWS) {
      limits.checkShards(kinesis.streams(), shards);
    }
    long now = kinesis.clock().millis();
    return new StreamMeta(
        StreamMeta.VERSION,
        name,
        String.format(Locale.ROOT, "%s~%x", name, now),
        now,
        mode,
        StreamMeta.DEFAULT_RETENTION_HOURS,
        null,
        tags,
        Set.of(),
        evenly(shards, now / 1000),
        shards,
        false);
  }

  private static List<ShardMeta> evenly(int count, long createdSeconds) {
    List<ShardMeta> shards = new ArrayList<>();
    BigInteger width = HashKeys.COUNT.divide(BigInteger.valueOf(count));
    for (int i = 0; i < count; i++) {
      BigInteger start = width.multiply(BigInteger.valueOf(i));
      BigInteger end = i == count - 1 ? HashKeys.MAX : start.add(width).subtract(BigInteger.ONE);
      shards.add(new ShardMeta(i, start, end, null, null, createdSeconds, null));
    }
    return shards;
  }
}
