package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.KinesisLimits;
import java.util.List;

/** What the account has and may have. */
final class AccountOperations {
  private static final int ON_DEMAND_STREAMS = 50;
  private static final int UNLIMITED = 1_000_000;

  private final Kinesis kinesis;
  private final ApiLimits limits;

  AccountOperations(Kinesis kinesis, ApiLimits limits) {
    this.kinesis = kinesis;
    this.limits = limits;
  }

  Output describeLimits(Call call) {
    kinesis.require(call, "*");
    limits.check(call.action());
    boolean isLimited = kinesis.config().kinesisLimits() == KinesisLimits.AWS;
    List<KinesisStream> streams = kinesis.streams().all();
    long onDemand =
        streams.stream().filter(stream -> stream.meta().mode() == StreamMode.ON_DEMAND).count();
    return (out, format) -> {
      out.writeNumberProperty("ShardLimit", isLimited ? ApiLimits.SHARDS : UNLIMITED);
      out.writeNumberProperty("OpenShardCount", ApiLimits.openShards(kinesis.streams()));
      out.writeNumberProperty("OnDemandStreamCount", onDemand);
      out.writeNumberProperty(
          "OnDemandStreamCountLimit", isLimited ? ON_DEMAND_STREAMS : UNLIMITED);
    };
  }

  Output describeAccountSettings(Call call) {
    kinesis.require(call, "*");
    return (out, format) -> {
      out.writeObjectPropertyStart("MinimumThroughputBillingCommitment");
      out.writeStringProperty("Status", "DISABLED");
      out.writeEndObject();
    };
  }
}
