package com.eventbuspro.provisioner;

import com.eventbuspro.provisioner.engine.Rates;
import com.eventbuspro.provisioner.engine.ResourceType;
import com.eventbuspro.provisioner.engine.TokenBucket;
import java.time.Clock;
import java.util.Map;

/**
 * AWS's limits on calls a second, per account and region, times the share of this process: replicas
 * do not know of each other, so with two of them each is configured to half. A throttled call is
 * retried in any case; the limits here keep that rare.
 */
final class AwsRates {
  /** ListTagsForStream 5/s is the narrowest of a look; DescribeStreamSummary allows 20/s. */
  private static final double STREAM_LOOKS = 5;

  /** CreateStream, and every other change of a stream: 5/s each. */
  private static final double STREAM_CHANGES = 5;

  /** IAM publishes no figures; a look is four calls. */
  private static final double ROLE_LOOKS = 10;

  private static final double ROLE_CHANGES = 5;

  private static final double BUCKET_CALLS = 5;

  /** Tables are changed through catalog and object store, whose limits are far away. */
  private static final double TABLE_CALLS = 100;

  private final double share;
  private final Clock clock;

  AwsRates(double share, Clock clock) {
    this.share = share;
    this.clock = clock;
  }

  /** A full bucket for each kind of call about each kind of resource. */
  Map<ResourceType, Rates> all() {
    return Map.of(
        ResourceType.STREAM, rates(STREAM_LOOKS, STREAM_CHANGES),
        ResourceType.ROLE, rates(ROLE_LOOKS, ROLE_CHANGES),
        ResourceType.BUCKET, rates(BUCKET_CALLS, BUCKET_CALLS),
        ResourceType.TABLE, rates(TABLE_CALLS, TABLE_CALLS));
  }

  private Rates rates(double looks, double changes) {
    return new Rates(bucket(looks), bucket(changes), bucket(changes));
  }

  private TokenBucket bucket(double perSecond) {
    return new TokenBucket(perSecond * share, clock);
  }
}
