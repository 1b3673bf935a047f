package com.eventbuspro.lake.maintain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an event type's tables are to be kept.
 *
 * @param retentionDays rows are deleted when the whole day of their arrival is longer ago than so
 *     many times 24 hours; null: never
 * @param snapshotRetention how long a snapshot can be gone back to
 * @param targetFileBytes how large data files are made by compaction; 0: files are left as they are
 */
public record MaintenancePolicy(
    @Nullable Integer retentionDays, Duration snapshotRetention, long targetFileBytes) {
  /** What an event type has that says nothing else. */
  public static final MaintenancePolicy DEFAULT =
      new MaintenancePolicy(null, Duration.ofHours(6), 128L << 20);

  public MaintenancePolicy {
    if (retentionDays != null && retentionDays < 1) {
      throw new IllegalArgumentException("Rows are kept for a day at least, not " + retentionDays);
    }
    if (snapshotRetention.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException(
          "Snapshots are kept for an hour at least, not " + snapshotRetention);
    }
    if (targetFileBytes < 0) {
      throw new IllegalArgumentException("A file has no size of " + targetFileBytes);
    }
  }
}
