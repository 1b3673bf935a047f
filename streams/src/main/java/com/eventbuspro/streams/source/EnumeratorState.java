package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.ShardId;
import java.util.Map;
import java.util.Set;

/**
 * What the enumerator keeps in checkpoints.
 *
 * @param streams by stream name
 */
public record EnumeratorState(Map<String, Progress> streams) {
  /**
   * How far a stream was handed out.
   *
   * @param assigned shards that readers have or had
   * @param finished those of them that were read to their end
   */
  public record Progress(Set<ShardId> assigned, Set<ShardId> finished) {
    public Progress {
      assigned = Set.copyOf(assigned);
      finished = Set.copyOf(finished);
    }
  }

  public EnumeratorState {
    streams = Map.copyOf(streams);
  }
}
