package com.eventbuspro.localaws.kinesis;

import java.time.Clock;

/** The throughput limits of one shard, as token buckets that hold one second's worth. */
final class ShardMeter {
  private static final int MIB = 1024 * 1024;

  private final TokenBucket recordsIn;
  private final TokenBucket bytesIn;
  private final TokenBucket reads;
  private final TokenBucket bytesOut;

  ShardMeter(Clock clock) {
    this.recordsIn = new TokenBucket(clock, 1000);
    this.bytesIn = new TokenBucket(clock, MIB);
    this.reads = new TokenBucket(clock, 5);
    this.bytesOut = new TokenBucket(clock, 2 * MIB);
  }

  /** Whether one more record fits; counts it if so. */
  synchronized boolean admitRecord(int bytes) {
    return recordsIn.has(1) && bytesIn.has(bytes) && recordsIn.take(1) && bytesIn.take(bytes);
  }

  /** Whether one more read fits; counts it if so. */
  synchronized boolean admitRead() {
    return bytesOut.has(1) && reads.take(1);
  }

  /** Notes what a read returned; more than one second' worth blocks reads until it is paid for. */
  synchronized void noteRead(int bytes) {
    bytesOut.borrow(bytes);
  }
}
