package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.write.FileAge;
import java.time.Duration;

/**
 * How carefully maintenance goes about its work.
 *
 * @param settle files younger than this are left to those who write them
 * @param quiet a day that took no file for so long is compacted for good
 * @param orphanAge a file that no snapshot needs is deleted when it is older than this; must be far
 *     longer than anybody takes from an upload to its commit
 * @param unrecordedAge how long a snapshot is kept, beyond the policy, for a ledger that has not
 *     counted it yet
 * @param roundBytes how much one round of compaction reads at most
 * @param fewFiles fewer small files than this of a day that still grows are not worth a rewrite
 * @param fewSnapshots fewer snapshots than this to expire are not worth a commit, for a while
 */
public record MaintenanceTuning(
    Duration settle,
    Duration quiet,
    Duration orphanAge,
    Duration unrecordedAge,
    long roundBytes,
    int fewFiles,
    int fewSnapshots) {
  /** What production uses. */
  public static final MaintenanceTuning DEFAULT =
      new MaintenanceTuning(
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofDays(3),
          Duration.ofDays(3),
          256L << 20,
          8,
          20);

  public MaintenanceTuning {
    if (orphanAge.compareTo(FileAge.LIMIT.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "Files of " + orphanAge + " of age may still be about to be committed");
    }
    if (fewFiles < 2 || fewSnapshots < 1 || roundBytes < 1) {
      throw new IllegalArgumentException("Maintenance that would never end");
    }
  }
}
