package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an event type's lake tables are kept.
 *
 * @param retentionDays rows go when the whole day of their arrival is longer ago; null: never
 * @param snapshotRetentionHours how long a snapshot can be gone back to
 * @param compactionTargetMb how large data files are made of small ones; 0: not at all
 */
record TablePolicy(
    @Nullable Integer retentionDays, int snapshotRetentionHours, int compactionTargetMb) {
  /** What is not said. */
  static final TablePolicy DEFAULT = new TablePolicy(null, 6, 128);

  /** The same, and what is not null said anew. */
  TablePolicy with(@Nullable Integer hours, @Nullable Integer targetMb) {
    return new TablePolicy(
        retentionDays,
        hours == null ? snapshotRetentionHours : hours,
        targetMb == null ? compactionTargetMb : targetMb);
  }

  TablePolicy keepingRowsFor(@Nullable Integer days) {
    return new TablePolicy(days, snapshotRetentionHours, compactionTargetMb);
  }

  /** Whether rows are deleted that the other policy keeps. */
  boolean keepsLessThan(TablePolicy other) {
    return retentionDays != null
        && (other.retentionDays == null || retentionDays < other.retentionDays);
  }

  boolean keepsAsLongAs(TablePolicy other) {
    return Objects.equals(retentionDays, other.retentionDays);
  }

  List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    if (retentionDays != null) {
      EventTypeSettings.range(found, "retention_days", retentionDays, 1, 36_500);
    }
    EventTypeSettings.range(found, "snapshot_retention_hours", snapshotRetentionHours, 1, 720);
    if (compactionTargetMb != 0) {
      EventTypeSettings.range(found, "compaction_target_mb", compactionTargetMb, 8, 1024);
    }
    return found;
  }
}
