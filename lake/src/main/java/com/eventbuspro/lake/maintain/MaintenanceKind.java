package com.eventbuspro.lake.maintain;

/** What maintenance does to a table. */
public enum MaintenanceKind {
  /** Deletes the days that are older than the policy keeps rows. Counts data files. */
  RETENTION,
  /** Makes few large data files of many small ones. Counts data files. */
  COMPACTION,
  /** Forgets old snapshots and deletes the files that only they need. Counts snapshots. */
  EXPIRY,
  /** Deletes files that no snapshot needs, left behind by killed processes. Counts files. */
  ORPHANS
}
