package com.eventbuspro.lake.write;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** What maintenance must know of the commit protocol: what of a table its writers go on from. */
public final class StateSnapshots {
  /** A snapshot with one of these in its summary is state until another with it follows. */
  private static final List<String> CARRIED = List.of(Progress.COMMIT_ID, QuarantineTable.APPLIED);

  private StateSnapshots() {}

  /**
   * The snapshots that must not be expired: the newest one, the newest that carries state, and all
   * between, since the way from the one to the other is found from parent to parent. All of the
   * history if nothing in it carries any: a writer begins at the beginning only on a history that
   * is whole.
   */
  public static Set<Long> needed(Table table) {
    Set<String> wanted = new HashSet<>(CARRIED);
    List<Long> history = new ArrayList<>();
    int needed = 0;
    for (Snapshot snapshot : Ancestry.of(table)) {
      history.add(snapshot.snapshotId());
      if (wanted.removeAll(snapshot.summary().keySet())) {
        needed = history.size();
      }
    }
    return Set.copyOf(needed == 0 ? history : history.subList(0, needed));
  }

  /**
   * The quarantine files that any snapshot of an event table lists: they belong to the quarantine
   * table, which may not know them yet.
   */
  public static Set<String> listedFiles(Table events) {
    Set<String> paths = new HashSet<>();
    for (Snapshot snapshot : events.snapshots()) {
      Progress.pendingIn(snapshot.summary()).forEach(file -> paths.add(file.path()));
    }
    return paths;
  }

  /** The number of the commit that a snapshot is; empty if it is none of a writer's. */
  public static OptionalLong commitNumber(Snapshot snapshot) {
    String number = snapshot.summary().get(Progress.NUMBER);
    return number == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(number));
  }
}
