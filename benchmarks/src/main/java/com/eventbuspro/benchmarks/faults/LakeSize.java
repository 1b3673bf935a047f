package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/** How much is in the lake, by what the newest snapshots say. */
final class LakeSize {
  private LakeSize() {}

  /** Rows of an event type's table and quarantine. */
  static long of(LakeCatalog lake, EventTypeName name) {
    return of(lake.load(name)) + of(lake.loadQuarantine(name));
  }

  private static long of(Table table) {
    Snapshot newest = table.currentSnapshot();
    return newest == null
        ? 0
        : Long.parseLong(newest.summary().getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0"));
  }
}
