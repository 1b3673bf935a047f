package com.eventbuspro.lake.maintain;

import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;

/**
 * A data file as the planner of compaction sees it.
 *
 * @param task how to read it
 * @param day its partition, days since the epoch
 * @param sequence its data sequence number: the order of commits
 * @param earliest no row of it arrived earlier, microseconds since the epoch
 * @param latest no row of it arrived later
 * @param bytes its size
 * @param deletes the delete files that may concern its rows
 */
record SmallFile(
    FileScanTask task,
    int day,
    long sequence,
    long earliest,
    long latest,
    long bytes,
    List<DeleteFile> deletes) {
  SmallFile {
    deletes = List.copyOf(deletes);
  }

  /** The order in which history is read; see {@code LakeReader#forEach}. */
  static final Comparator<SmallFile> IN_ORDER =
      Comparator.comparingLong(SmallFile::sequence)
          .thenComparingLong(SmallFile::earliest)
          .thenComparing(file -> file.task().file().location());
}
