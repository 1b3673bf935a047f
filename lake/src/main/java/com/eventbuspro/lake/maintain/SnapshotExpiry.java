package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.write.ReadBackOperations;
import com.eventbuspro.lake.write.StateSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Expires snapshots that nobody needs: not the ones that writers go on from ({@link
 * StateSnapshots}), not a pinned one (any tag or branch), none younger than the policy says, and
 * for some days none of a commit that is not recorded yet. Which they are is decided here, by name;
 * the expiry itself and the deletion of files that only they need is Iceberg's.
 */
final class SnapshotExpiry {
  private final Instant cutoff;
  private final Instant unrecordedCutoff;
  private final long recordedThrough;

  SnapshotExpiry(Instant now, Duration retention, Duration unrecordedAge, long recordedThrough) {
    this.cutoff = now.minus(retention);
    this.unrecordedCutoff = cutoff.minus(unrecordedAge);
    this.recordedThrough = recordedThrough;
  }

  /** The snapshots that may go, oldest first. */
  List<Snapshot> expirable(Table table) {
    Set<Long> kept = kept(table);
    List<Snapshot> found = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      boolean recorded =
          StateSnapshots.commitNumber(snapshot).orElse(Long.MIN_VALUE) <= recordedThrough;
      Instant keptFrom = recorded ? cutoff : unrecordedCutoff;
      boolean old = snapshot.timestampMillis() < keptFrom.toEpochMilli();
      if (old && !kept.contains(snapshot.snapshotId())) {
        found.add(snapshot);
      }
    }
    return found;
  }

  private static Set<Long> kept(Table table) {
    Set<Long> kept = new HashSet<>(StateSnapshots.needed(table));
    table.refs().values().stream().map(SnapshotRef::snapshotId).forEach(kept::add);
    return kept;
  }

  /**
   * Expires snapshots.
   *
   * @param table the table, its changes checked by {@link #check}
   * @throws ValidationException if one of them has become needed meanwhile
   */
  static void expire(Table table, List<Snapshot> snapshots) {
    // None by age: what is old is not for Iceberg to decide, since it knows nothing of positions.
    ExpireSnapshots expiry = table.expireSnapshots().expireOlderThan(0);
    snapshots.forEach(snapshot -> expiry.expireSnapshotId(snapshot.snapshotId()));
    expiry.commit();
  }

  /** Refuses a change that would forget what is needed, by what the table is at that moment. */
  static ReadBackOperations.CommitCheck check(Table table) {
    return (base, wanted) -> {
      Table now = new BaseTable(new StaticTableOperations(base, table.io()), table.name());
      for (long id : kept(now)) {
        if (wanted.snapshot(id) == null && base.snapshot(id) != null) {
          throw new ValidationException("The snapshot %s has become needed", id);
        }
      }
    };
  }
}
