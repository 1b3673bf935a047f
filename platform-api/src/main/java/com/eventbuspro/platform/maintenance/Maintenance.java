package com.eventbuspro.platform.maintenance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an event type's tables are kept, and what is done for it.
 *
 * @param retentionDays how many days rows are kept; absent means for ever
 * @param snapshotRetentionHours how long the table can be gone back to as it was
 * @param compactionTargetMb how large data files are made of small ones; 0 means never
 * @param runs the newest run of each kind and table, the newest first
 */
public record Maintenance(
    @Nullable Integer retentionDays,
    int snapshotRetentionHours,
    int compactionTargetMb,
    List<MaintenanceRun> runs) {
  public Maintenance {
    runs = List.copyOf(runs);
  }
}
