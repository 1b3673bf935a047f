package com.eventbuspro.lake.maintain;

import java.time.Instant;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Times of a table's past in its own count. */
final class History {
  private History() {}

  /** The newest commit that is certainly older than an instant, as far as snapshots say. */
  static long sequenceBefore(Table table, Instant instant) {
    Snapshot snapshot = table.currentSnapshot();
    while (snapshot != null) {
      if (snapshot.timestampMillis() <= instant.toEpochMilli()) {
        return snapshot.sequenceNumber();
      }
      Long parent = snapshot.parentId();
      Snapshot before = parent == null ? null : table.snapshot(parent);
      if (before == null) {
        // Kept snapshots are younger; those expired before them were older than they are.
        return snapshot.sequenceNumber() - 1;
      }
      snapshot = before;
    }
    return 0;
  }
}
