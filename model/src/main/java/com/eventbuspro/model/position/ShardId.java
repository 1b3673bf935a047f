package com.eventbuspro.model.position;

import java.util.regex.Pattern;

/**
 * A shard of one stream, as Kinesis calls it ({@code shardId-000000000003}).
 *
 * @param value 1 to 128 characters of {@code [a-zA-Z0-9_.-]}
 */
public record ShardId(String value) implements Comparable<ShardId> {
  private static final Pattern PATTERN = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

  public ShardId {
    if (!PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException("Not a shard id: '" + value + "'");
    }
  }

  @Override
  public int compareTo(ShardId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
