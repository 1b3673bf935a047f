package com.eventbuspro.transform.destination;

import com.eventbuspro.lake.write.ReadBackOperations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/**
 * Expires snapshots of the lake tables that pipelines write, with the files that only they need.
 * Kept are those that are young, the newest ones, what has a tag or a branch, and what Iceberg's
 * sink looks for: begun from a checkpoint, it goes from parent to parent until it finds what the
 * job of the checkpoint committed last. What it does not find it commits once more, so all must be
 * there up to that one.
 */
public final class ResultSnapshots {
  // As Iceberg's sink writes them.
  private static final String JOB = "flink.job-id";
  private static final String OPERATOR = "flink.operator-id";
  private static final String CHECKPOINT = "flink.max-committed-checkpoint-id";

  private final int newest;
  private final int atOnce;

  /**
   * @param newest so many are kept whatever their age: more than are committed while this looks
   * @param atOnce about how many are expired in one commit; the rest is for the next time
   */
  public ResultSnapshots(int newest, int atOnce) {
    this.newest = newest;
    this.atOnce = atOnce;
  }

  /**
   * Expires what is old. Others may write to the table meanwhile.
   *
   * @param pipeline whose the table must be; others are left alone
   * @param loader loads the table as it is now
   * @param until what was committed before that moment is old
   * @param mayBeRestored whether a Flink job may be gone on with, by its id
   * @return how many went
   */
  public int expire(
      String pipeline, Supplier<Table> loader, Instant until, Predicate<String> mayBeRestored) {
    Table table = loader.get();
    if (!TableOwner.owns(pipeline, table)) {
      return 0;
    }
    int kept = Math.max(newest, needed(table, mayBeRestored).size());
    List<Snapshot> old = old(table, kept, until.toEpochMilli());
    if (old.isEmpty()) {
      return 0;
    }
    long cutoff = old.size() > atOnce ? old.get(atOnce).timestampMillis() : until.toEpochMilli();
    int before = count(table);
    Table checked = ReadBackOperations.wrap(table, loader, check(mayBeRestored));
    checked.expireSnapshots().expireOlderThan(cutoff).retainLast(kept).commit();
    checked.refresh();
    return Math.max(0, before - count(checked));
  }

  /** Those that neither their age nor their place keeps, oldest first. */
  private static List<Snapshot> old(Table table, int kept, long until) {
    Set<Long> named = new HashSet<>();
    table.refs().values().forEach(ref -> named.add(ref.snapshotId()));
    Snapshot current = table.currentSnapshot();
    if (current != null) {
      for (Snapshot snapshot : SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot)) {
        if (kept-- <= 0) {
          break;
        }
        named.add(snapshot.snapshotId());
      }
    }
    List<Snapshot> old = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.timestampMillis() < until && !named.contains(snapshot.snapshotId())) {
        old.add(snapshot);
      }
    }
    old.sort((one, other) -> Long.compare(one.timestampMillis(), other.timestampMillis()));
    return old;
  }

  private static List<Long> needed(Table table, Predicate<String> mayBeRestored) {
    return needed(table.currentSnapshot(), table::snapshot, mayBeRestored);
  }

  /** From the newest one to the last of those that the sink may look for. */
  private static List<Long> needed(
      @Nullable Snapshot current, Function<Long, Snapshot> byId, Predicate<String> mayBeRestored) {
    if (current == null) {
      return List.of();
    }
    Set<String> sinks = new HashSet<>();
    List<Long> history = new ArrayList<>();
    int needed = 0;
    for (Snapshot snapshot : SnapshotUtil.ancestorsOf(current.snapshotId(), byId)) {
      history.add(snapshot.snapshotId());
      String job = snapshot.summary().get(JOB);
      if (job != null
          && snapshot.summary().containsKey(CHECKPOINT)
          && sinks.add(job + "/" + snapshot.summary().get(OPERATOR))
          && mayBeRestored.test(job)) {
        needed = history.size();
      }
    }
    return history.subList(0, needed);
  }

  /** By what the table is at the moment of the commit: it may have moved on. */
  private static ReadBackOperations.CommitCheck check(Predicate<String> mayBeRestored) {
    return (base, wanted) -> {
      for (long id : needed(base.currentSnapshot(), base::snapshot, mayBeRestored)) {
        if (wanted.snapshot(id) == null) {
          throw new ValidationException("The snapshot %s has become needed", id);
        }
      }
    };
  }

  private static int count(Table table) {
    int count = 0;
    for (Snapshot ignored : table.snapshots()) {
      count++;
    }
    return count;
  }
}
