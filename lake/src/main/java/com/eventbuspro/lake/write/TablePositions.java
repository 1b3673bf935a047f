package com.eventbuspro.lake.write;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.time.Instant;
import java.util.Map;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** How far the shards of a stream are in a table, for those who only look. */
public final class TablePositions {
  private TablePositions() {}

  /**
   * How far every shard is that was ever written from; the others are at their beginning.
   *
   * @throws com.eventbuspro.lake.LakeException {@code POSITIONS_LOST}
   */
  public static Map<ShardId, Position> read(Table table) {
    return Progress.of(table).positions();
  }

  /**
   * How far every shard was in one of the table's snapshots: the stream goes on there after it.
   *
   * @throws com.eventbuspro.lake.LakeException {@code POSITIONS_LOST}
   */
  public static Map<ShardId, Position> read(Table table, long snapshotId) {
    return Progress.of(table.name(), Ancestry.of(table, snapshotId)).positions();
  }

  /** When the table last took rows from a stream; null when it never did. */
  public static @Nullable Instant lastCommit(Table table) {
    return Ancestry.of(table)
        .newest(
            snapshot ->
                snapshot.summary().containsKey(Progress.COMMIT_ID)
                    && !snapshot.summary().containsKey(Removal.ERRAND))
        .map(snapshot -> Instant.ofEpochMilli(snapshot.timestampMillis()))
        .orElse(null);
  }
}
