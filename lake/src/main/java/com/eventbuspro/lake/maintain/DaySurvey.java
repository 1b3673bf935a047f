package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.maintain.MaintenanceRun.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** A table's days and what files they have; small however many files there are. */
final class DaySurvey {
  private final TreeMap<Integer, Day> days = new TreeMap<>();

  private static final class Day {
    private long first = Long.MAX_VALUE;
    private long last;
    private long small;
    private long smallBytes;
    private long withDeletes;
  }

  /** Looks at every file of the table's newest snapshot that is partitioned by day of arrival. */
  static DaySurvey of(Table table, PartitionSpec byDay, long target, boolean countDeletes) {
    DaySurvey survey = new DaySurvey();
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      for (FileScanTask task : files) {
        Integer day =
            task.file().specId() == byDay.specId()
                ? task.file().partition().get(0, Integer.class)
                : null;
        if (day != null) {
          survey.add(day, task.file(), countDeletes ? task.deletes().size() : 0, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + table.name(), e);
    }
    return survey;
  }

  void add(int day, DataFile file, int deletes, long target) {
    add(day, sequence(file), file.fileSizeInBytes(), deletes, target);
  }

  void add(int day, long sequence, long bytes, int deletes, long target) {
    Day found = days.computeIfAbsent(day, key -> new Day());
    found.first = Math.min(found.first, sequence);
    found.last = Math.max(found.last, sequence);
    if (isSmall(bytes, target)) {
      found.small++;
      found.smallBytes += bytes;
    }
    found.withDeletes += deletes > 0 ? 1 : 0;
  }

  static long sequence(DataFile file) {
    Long sequence = file.dataSequenceNumber();
    return sequence == null ? 0 : sequence;
  }

  /** Whether a file is smaller than compaction leaves files. */
  static boolean isSmall(long bytes, long target) {
    return bytes < target - target / 4;
  }

  /** Days that may have something to rewrite, the oldest first. */
  List<Integer> candidates() {
    return days.entrySet().stream()
        .filter(day -> day.getValue().small > 1 || day.getValue().withDeletes > 0)
        .map(day -> day.getKey())
        .toList();
  }

  /** Files that are smaller than they should be, and are not the only one of their day. */
  Size small() {
    long files = 0;
    long bytes = 0;
    for (Day day : days.values()) {
      if (day.small > 1) {
        files += day.small;
        bytes += day.smallBytes;
      }
    }
    return new Size(files, bytes);
  }

  /** The commit that last added to a day. */
  long lastSequence(int day) {
    Day found = days.get(day);
    return found == null ? Long.MAX_VALUE : found.last;
  }

  /** Whether a day after this one had a file before this commit. */
  boolean laterDayBegan(int day, long sequence) {
    return days.tailMap(day, false).values().stream().anyMatch(d -> d.first < sequence);
  }

  /** Whether a day before this one got a file after this commit. */
  boolean earlierDayWentOn(int day, long sequence) {
    return days.headMap(day, false).values().stream().anyMatch(d -> d.last > sequence);
  }
}
