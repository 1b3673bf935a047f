package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.KinesisLimits;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** AWS's limits per account: calls a second and the number of shards. */
final class ApiLimits {
  static final int SHARDS = 500;

  private static final Map<String, Integer> PER_SECOND =
      Map.of(
          "CreateStream", 5,
          "DeleteStream", 5,
          "ListStreams", 5,
          "DescribeLimits", 1,
          "DescribeStream", 10,
          "DescribeStreamSummary", 20,
          "ListShards", 1000);

  private final KinesisLimits enforcement;
  private final Clock clock;
  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

  ApiLimits(KinesisLimits enforcement, Clock clock) {
    this.enforcement = enforcement;
    this.clock = clock;
  }

  /** Refuses a call that comes too soon. */
  void check(String action) {
    switch (enforcement) {
      case OFF -> {}
      case AWS -> {
        Integer rate = PER_SECOND.get(action);
        if (rate != null && !take(action, rate)) {
          throw Errors.limitExceeded("Rate exceeded for account on " + action + ".");
        }
      }
    }
  }

  private boolean take(String action, int rate) {
    TokenBucket bucket = buckets.computeIfAbsent(action, name -> new TokenBucket(clock, rate));
    synchronized (bucket) {
      return bucket.take(1);
    }
  }

  /** Refuses to have more open shards than an account may. */
  void checkShards(StreamCatalog streams, int added) {
    switch (enforcement) {
      case OFF -> {}
      case AWS -> {
        int open = openShards(streams);
        if (open + added > SHARDS) {
          throw Errors.limitExceeded(
              "This request would exceed the shard limit for the account in this region. Current shard"
                  + " count for the account: "
                  + open
                  + ". Limit: "
                  + SHARDS
                  + ". Number of additional shards that would have resulted from this request: "
                  + added
                  + ".");
        }
      }
    }
  }

  static int openShards(StreamCatalog streams) {
    return streams.all().stream().mapToInt(stream -> stream.layout().openCount()).sum();
  }
}
