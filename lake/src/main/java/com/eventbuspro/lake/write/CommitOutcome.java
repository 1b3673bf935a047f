package com.eventbuspro.lake.write;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.util.Map;

/** What became of a commit. */
public sealed interface CommitOutcome {
  /** The writer's shards and how far each of them is in the table now. */
  Map<ShardId, Position> positions();

  /**
   * Rows and positions are in the table, exactly once.
   *
   * @param positions how far the writer's shards are now
   * @param rows rows added to the event table
   * @param quarantined rows added to quarantine
   * @param files data files added to both
   * @param bytes their size
   * @param snapshotId the event table's snapshot that made all of it visible at once
   * @param quarantineBehind data files that belong to quarantine but could not be put into its
   *     table yet; they are safe, and tried again with the next commit. More than zero again and
   *     again means that the quarantine table is in trouble
   * @param ledger what the ledger is to learn of it
   */
  record Committed(
      Map<ShardId, Position> positions,
      long rows,
      long quarantined,
      int files,
      long bytes,
      long snapshotId,
      int quarantineBehind,
      LedgerCommit ledger)
      implements CommitOutcome {
    public Committed {
      positions = Map.copyOf(positions);
    }
  }

  /**
   * There was nothing to commit.
   *
   * @param positions how far the writer's shards are
   */
  record Nothing(Map<ShardId, Position> positions) implements CommitOutcome {
    public Nothing {
      positions = Map.copyOf(positions);
    }
  }

  /**
   * Somebody else moved the positions of these shards meanwhile. Nothing of ours is in the table,
   * our files are deleted, and the writer stands where the table stands: read the shards from there
   * again, or leave them to whoever moved them.
   *
   * @param positions how far the writer's shards are now
   */
  record Lost(Map<ShardId, Position> positions) implements CommitOutcome {
    public Lost {
      positions = Map.copyOf(positions);
    }
  }
}
