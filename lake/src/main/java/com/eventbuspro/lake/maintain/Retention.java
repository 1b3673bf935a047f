package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.maintain.MaintenanceRun.Size;
import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.model.EventTypeName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.TreeSet;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Deletes days of arrival that are kept no longer: whole partitions, in one snapshot, by metadata
 * alone. Positions are in the summaries of commits and stay; the rows can be had back, by rolling
 * the table back, for as long as snapshots are kept.
 */
public final class Retention {
  private Retention() {}

  /**
   * What is older than a day.
   *
   * @param days how many days have rows
   * @param rows how many rows there are
   * @param files in how many data files
   * @param bytes their size
   */
  public record Past(int days, long rows, long files, long bytes) {}

  /** The first day that is kept: rows are kept for so many times 24 hours at least. */
  public static LocalDate firstKept(Instant now, int retentionDays) {
    return now.minus(Duration.ofDays(retentionDays)).atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** What an event type's table has that arrived before a day; from file metadata alone. */
  public static Past before(LakeCatalog catalog, EventTypeName name, LocalDate day) {
    return before(catalog.load(name), day);
  }

  /** What an event type's quarantine has that arrived before a day; from file metadata alone. */
  public static Past rejectedBefore(LakeCatalog catalog, EventTypeName name, LocalDate day) {
    return before(catalog.loadQuarantine(name), day);
  }

  static Past before(Table table, LocalDate day) {
    TreeSet<Integer> days = new TreeSet<>();
    long rows = 0;
    long files = 0;
    long bytes = 0;
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().filter(arrivedBefore(day)).planFiles()) {
      for (FileScanTask task : tasks) {
        Integer arrival =
            task.file().partition().size() == 1
                ? task.file().partition().get(0, Integer.class)
                : null;
        if (arrival != null) {
          days.add(arrival);
        }
        rows += task.file().recordCount();
        files++;
        bytes += task.file().fileSizeInBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + table.name(), e);
    }
    return new Past(days.size(), rows, files, bytes);
  }

  /** Deletes what arrived before a day. May be repeated after a failure of any kind. */
  static void delete(Table table, LocalDate day) {
    table
        .newDelete()
        .deleteFromRowFilter(arrivedBefore(day))
        .set(FileRewrite.BY, MaintenanceKind.RETENTION.name())
        .commit();
  }

  private static Expression arrivedBefore(LocalDate day) {
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return Expressions.lessThan(
        Envelope.INGESTED_AT, ChronoUnit.MICROS.between(Instant.EPOCH, start));
  }

  static Size size(Past past) {
    return new Size(past.files(), past.bytes());
  }
}
