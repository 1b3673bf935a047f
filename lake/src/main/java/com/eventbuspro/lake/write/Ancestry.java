package com.eventbuspro.lake.write;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** The snapshots that a table's present state was built from, newest first. */
final class Ancestry implements Iterable<Snapshot> {
  private final Table table;
  private final @Nullable Snapshot head;

  private Ancestry(Table table, @Nullable Snapshot head) {
    this.table = table;
    this.head = head;
  }

  static Ancestry of(Table table) {
    return new Ancestry(table, table.currentSnapshot());
  }

  static Ancestry of(Table table, long snapshotId) {
    Snapshot snapshot = table.snapshot(snapshotId);
    if (snapshot == null) {
      throw new IllegalArgumentException(
          "The table " + table.name() + " has no snapshot " + snapshotId);
    }
    return new Ancestry(table, snapshot);
  }

  /** Whether the oldest snapshot's parent was expired, so that the history is not whole. */
  boolean isCut() {
    Snapshot oldest = null;
    for (Snapshot snapshot : this) {
      oldest = snapshot;
    }
    return oldest != null && oldest.parentId() != null;
  }

  /** The newest snapshot of which something holds. */
  Optional<Snapshot> newest(Predicate<Snapshot> wanted) {
    for (Snapshot snapshot : this) {
      if (wanted.test(snapshot)) {
        return Optional.of(snapshot);
      }
    }
    return Optional.empty();
  }

  /** The newest snapshot whose summary has the property. */
  static Optional<Snapshot> newestWith(Iterable<Snapshot> ancestry, String property) {
    for (Snapshot snapshot : ancestry) {
      Map<String, String> summary = snapshot.summary();
      if (summary != null && summary.containsKey(property)) {
        return Optional.of(snapshot);
      }
    }
    return Optional.empty();
  }

  @Override
  public Iterator<Snapshot> iterator() {
    return new Iterator<>() {
      private @Nullable Snapshot next = head;

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public Snapshot next() {
        Snapshot current = next;
        if (current == null) {
          throw new NoSuchElementException("The ancestry has ended");
        }
        Long parent = current.parentId();
        next = parent == null ? null : table.snapshot(parent);
        return current;
      }
    };
  }
}
