package com.eventbuspro.lake.write;

import com.eventbuspro.lake.ledger.LedgerMark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** The part of the ledger that a table's own snapshots remember, until they expire. */
public final class TableLedger {
  private TableLedger() {}

  /**
   * What has to be done to the ledger so that it says what the table says.
   *
   * @param done commits to be added, oldest first
   * @param undone commits that the ledger has and the table was rolled back from: to be taken out
   * @param continuity whether that is everything
   * @param head the table's newest commit; null when it has none
   */
  public record Since(
      List<LedgerCommit> done,
      List<LedgerCommit> undone,
      Continuity continuity,
      @Nullable LedgerCommit head) {
    public Since {
      done = List.copyOf(done);
      undone = List.copyOf(undone);
    }
  }

  /** Whether all commits since a mark are still known. */
  public enum Continuity {
    /** They are. */
    WHOLE,
    /** Snapshots between the mark and the first commit found were expired. */
    EXPIRED,
    /** The table was rolled back, and snapshots that it was rolled back from were expired. */
    ROLLED_BACK
  }

  /** What the table's snapshots say since a mark. Costs no more than the table's metadata. */
  public static Since since(Table table, LedgerMark mark) {
    List<LedgerCommit> done = new ArrayList<>();
    LedgerCommit head = null;
    long reached = 0;
    for (Snapshot snapshot : Ancestry.of(table)) {
      if (!snapshot.summary().containsKey(Progress.COMMIT_ID)) {
        continue;
      }
      LedgerCommit commit = LedgerCommit.of(table, snapshot);
      head = head == null ? commit : head;
      if (commit.number() <= mark.number()) {
        reached = commit.number();
        break;
      }
      done.add(commit);
      reached = commit.delta().previous();
    }
    Collections.reverse(done);
    if (reached == mark.number()) {
      return new Since(done, List.of(), Continuity.WHOLE, head);
    }
    return reached > mark.number() || isCutBefore(table, done)
        ? new Since(done, List.of(), Continuity.EXPIRED, head)
        : rolledBack(table, mark, reached, done, head);
  }

  /** Whether the oldest commit found did not count, so that what came before it is not known. */
  private static boolean isCutBefore(Table table, List<LedgerCommit> done) {
    return !done.isEmpty()
        && done.get(0).counting() == LedgerCommit.Counting.NOT_COUNTED
        && done.get(0).delta().previous() == 0
        && Ancestry.of(table).isCut();
  }

  private static Since rolledBack(
      Table table,
      LedgerMark mark,
      long reached,
      List<LedgerCommit> done,
      @Nullable LedgerCommit head) {
    List<LedgerCommit> undone = new ArrayList<>();
    long left = mark.number();
    if (table.snapshot(mark.snapshotId()) != null) {
      for (Snapshot snapshot : Ancestry.of(table, mark.snapshotId())) {
        if (snapshot.summary().containsKey(Progress.COMMIT_ID)) {
          LedgerCommit commit = LedgerCommit.of(table, snapshot);
          if (commit.number() <= reached) {
            break;
          }
          undone.add(commit);
          left = commit.delta().previous();
        }
      }
    }
    return new Since(
        done, undone, left == reached ? Continuity.WHOLE : Continuity.ROLLED_BACK, head);
  }
}
