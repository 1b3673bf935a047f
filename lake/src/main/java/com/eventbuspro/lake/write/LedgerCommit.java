package com.eventbuspro.lake.write;

import com.eventbuspro.lake.ledger.LedgerDelta;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/**
 * What one of our snapshots says to the ledger.
 *
 * @param table the event table's identity
 * @param number the commit's number
 * @param snapshotId its snapshot
 * @param counting whether it counted at all
 * @param delta what it adds; nothing when it did not count
 * @param positions how far every shard is after it
 * @param addedRows how many rows Iceberg says it added to the event table
 * @param quarantined how many rejected records it decided on
 */
public record LedgerCommit(
    UUID table,
    long number,
    long snapshotId,
    Counting counting,
    LedgerDelta delta,
    Map<ShardId, Position> positions,
    long addedRows,
    long quarantined) {
  /** Whether a commit counted. */
  public enum Counting {
    /** It did. */
    COUNTED,
    /** It was made by a version that kept no ledger. */
    NOT_COUNTED
  }

  public LedgerCommit {
    positions = Map.copyOf(positions);
  }

  /** Reads one of our snapshots. */
  static LedgerCommit of(Table table, Snapshot snapshot) {
    Map<String, String> summary = snapshot.summary();
    Progress progress = Progress.parse(summary);
    String text = summary.get(LedgerDelta.KEY);
    return new LedgerCommit(
        table.uuid(),
        progress.number(),
        snapshot.snapshotId(),
        text == null ? Counting.NOT_COUNTED : Counting.COUNTED,
        text == null
            ? new LedgerDelta(previous(table, snapshot), List.of(), List.of())
            : LedgerDelta.decode(text, progress.positions()),
        progress.positions(),
        number(summary, SnapshotSummary.ADDED_RECORDS_PROP),
        number(summary, EventTable.QUARANTINED));
  }

  private static long previous(Table table, Snapshot snapshot) {
    Long parent = snapshot.parentId();
    return parent == null || table.snapshot(parent) == null
        ? 0
        : Ancestry.newestWith(Ancestry.of(table, parent), Progress.COMMIT_ID)
            .map(found -> Progress.parse(found.summary()).number())
            .orElse(0L);
  }

  private static long number(Map<String, String> summary, String key) {
    return Long.parseLong(summary.getOrDefault(key, "0"));
  }

  /** Whether what was counted is what Iceberg and the decision on quarantine say was added. */
  public boolean addsUp() {
    long rows = delta.cells().stream().mapToLong(cell -> cell.rows()).sum();
    return counting == Counting.NOT_COUNTED || rows == addedRows;
  }
}
