package com.eventbuspro.lake.read;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a table's newest snapshot says of it; costs no look into files.
 *
 * @param rows how many rows it has
 * @param files in how many data files
 * @param bytes of what size
 * @param lastCommit when rows were last committed; null when never
 * @param positions how far every shard is in it
 */
public record TableStats(
    long rows,
    long files,
    long bytes,
    @Nullable Instant lastCommit,
    Map<ShardId, Position> positions) {
  public TableStats {
    positions = Map.copyOf(positions);
  }
}
