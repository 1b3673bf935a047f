package com.eventbuspro.localaws;

/** Whether Kinesis' throughput and API rate limits are enforced. Size limits always are. */
public enum KinesisLimits {
  /** As fast as the machine can. */
  OFF,
  /**
   * AWS's own: per shard 1 MiB/s and 1,000 records/s in, 2 MiB/s and 5 reads/s out; CreateStream
   * 5/s, DescribeStreamSummary 20/s, ListShards 1,000/s and ListStreams 5/s per account; 500
   * shards.
   */
  AWS
}
