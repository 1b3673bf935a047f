package com.eventbuspro.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream as it is.
 *
 * @param name its name
 * @param arn its Amazon resource name
 * @param status where it is in its life
 * @param capacity how it gets its capacity; {@code openShards} tells the number in either case
 * @param openShards how many shards take records
 * @param retention how long records are kept
 * @param encryptionKey the KMS key records are encrypted with, or null when they are not
 * @param tags its tags
 * @param createdAt when it was created; tells a stream from an earlier one of the same name
 */
public record StreamDescription(
    String name,
    String arn,
    Status status,
    Capacity capacity,
    int openShards,
    Duration retention,
    @Nullable String encryptionKey,
    Map<String, String> tags,
    Instant createdAt) {

  /** Where a stream is in its life. */
  public enum Status {
    /** Not usable yet. */
    CREATING,
    /** Usable, and can be changed. */
    ACTIVE,
    /** Usable while a change takes effect; no other change is possible meanwhile. */
    UPDATING,
    /** Going away. */
    DELETING
  }

  /** How a stream gets its capacity. */
  public enum Capacity {
    /** A fixed number of shards. */
    PROVISIONED,
    /** AWS decides. */
    ON_DEMAND
  }

  public StreamDescription {
    tags = Map.copyOf(tags);
  }
}
