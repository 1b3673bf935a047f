package com.eventbuspro.streams;

/** How a stream gets its capacity. */
public sealed interface StreamMode {
  /** A fixed number of shards, paid by the hour. */
  record Provisioned(int shards) implements StreamMode {
    public Provisioned {
      if (shards < 1) {
        throw new IllegalArgumentException("A stream has at least one shard, not " + shards);
      }
    }
  }

  /** AWS decides. */
  record OnDemand() implements StreamMode {}
}
