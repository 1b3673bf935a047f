package com.eventbuspro.streams;

import com.eventbuspro.model.position.ShardId;
import java.util.List;
import java.util.Objects;

/**
 * One shard of a stream.
 *
 * @param id its name
 * @param parents the shards it came from: none, one (split) or two (merge). A parent may already be
 *     gone from the stream
 * @param state whether it still takes records
 */
public record Shard(ShardId id, List<ShardId> parents, State state) {
  /** Whether a shard still takes records. */
  public enum State {
    /** Takes records. */
    OPEN,
    /** Takes no more records; those it has stay readable for the stream's retention. */
    CLOSED
  }

  public Shard {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    parents = List.copyOf(parents);
    if (parents.size() > 2) {
      throw new IllegalArgumentException(id + " cannot have more than two parents: " + parents);
    }
  }
}
