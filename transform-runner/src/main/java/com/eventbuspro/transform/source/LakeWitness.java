package com.eventbuspro.transform.source;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.write.TablePositions;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Knows from the lake whether there were events in a shard between a position, which the stream has
 * no more, and the first record that it still has. Where a shard was quiet for longer than the
 * stream keeps events there were none, and that the position is gone means nothing.
 */
final class LakeWitness {
  private static final int MOST_SNAPSHOTS = 1_000;

  private final LakeAccess lake;
  private final EventTypeName eventType;

  LakeWitness(LakeAccess lake, EventTypeName eventType) {
    this.lake = lake;
    this.eventType = eventType;
  }

  /**
   * Whether something was, or may have been, between a position and a record.
   *
   * @param first the sequence number of the record
   */
  boolean hasBetween(ShardId shard, Position position, String first) {
    Position next = Position.after(first);
    try (LakeCatalog open = lake.open()) {
      Table table = open.load(eventType);
      Snapshot current = table.currentSnapshot();
      if (current == null || position(table, current, shard).compareTo(position) <= 0) {
        // Whoever writes the lake has seen nothing more either.
        return false;
      }
      Snapshot moved = current;
      int looked = 0;
      for (Snapshot before : SnapshotUtil.currentAncestors(table)) {
        Position then = position(table, before, shard);
        if (then.compareTo(position) <= 0) {
          // It was at the position, and then it moved: to the record, or to one before it.
          return then.compareTo(position) < 0
              || position(table, moved, shard).compareTo(next) < 0
              || hasRowBetween(table, moved, shard, position, next);
        }
        if (++looked == MOST_SNAPSHOTS) {
          return true;
        }
        moved = before;
      }
      return true;
    }
  }

  private static Position position(Table table, Snapshot snapshot, ShardId shard) {
    return TablePositions.read(table, snapshot.snapshotId())
        .getOrDefault(shard, Position.BEGINNING);
  }

  private static boolean hasRowBetween(
      Table table, Snapshot moved, ShardId shard, Position position, Position next) {
    Long parent = moved.parentId();
    if (parent == null) {
      return true;
    }
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table)
            .appendsBetween(parent, moved.snapshotId())
            .where(Expressions.equal(Envelope.SHARD, shard.value()))
            .select(Envelope.SHARD, Envelope.SEQUENCE)
            .build()) {
      for (Record row : rows) {
        Position at = Position.after(row.getField(Envelope.SEQUENCE).toString());
        if (at.compareTo(position) > 0 && at.compareTo(next) < 0) {
          return true;
        }
      }
      return false;
    } catch (UnsupportedOperationException e) {
      // Not a commit that only adds; then nobody knows what it added.
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + table.name(), e);
    }
  }
}
