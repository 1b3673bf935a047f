package com.eventbuspro.transform.preview;

import com.eventbuspro.lake.read.TableFiles;
import com.eventbuspro.lake.table.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Finds from which arrival on a table's rows are in a slice: from what is known of the files, and
 * where that does not tell, from the one column.
 */
final class SliceFinder {
  /** Of more rows than these, the arrivals are taken to be spread evenly. */
  private static final long MAX_EXAMINED = 4_000_000;

  private final TableFiles files;
  private final Table table;

  private SliceFinder(Table table) {
    this.table = table;
    this.files = new TableFiles(table);
  }

  static TableSlice find(Table table, Slice slice, Instant now) {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return new TableSlice(table.schema(), null, TableSlice.BEGINNING, false);
    }
    SliceFinder finder = new SliceFinder(table);
    if (slice instanceof Slice.Last last) {
      long from = ChronoUnit.MICROS.between(Instant.EPOCH, now.minus(last.time()));
      long newest = finder.newest(arrivedFrom(from), Slice.MAX_ROWS);
      return new TableSlice(
          table.schema(), snapshot.snapshotId(), Math.max(from, newest), newest > from);
    }
    long newest = finder.newest(Expressions.alwaysTrue(), ((Slice.Rows) slice).count());
    return new TableSlice(table.schema(), snapshot.snapshotId(), newest, false);
  }

  static Expression arrivedFrom(long micros) {
    return Expressions.greaterThanOrEqual(Envelope.INGESTED_AT, micros);
  }

  /** The arrival from which on there are so many rows, or hardly more. */
  private long newest(Expression among, long count) {
    List<FileScanTask> tasks = files.plan(among);
    if (tasks.stream().mapToLong(SliceFinder::rows).sum() <= count) {
      return TableSlice.BEGINNING;
    }
    // From 'low' on there are enough rows for certain, after 'high' certainly too few.
    long low = atRow(tasks, files::earliest, count);
    long high = atRow(tasks, files::latest, count);
    long certain =
        tasks.stream()
            .filter(task -> files.earliest(task) > high)
            .mapToLong(SliceFinder::rows)
            .sum();
    List<FileScanTask> unsure =
        tasks.stream()
            .filter(task -> files.latest(task) >= low && files.earliest(task) <= high)
            .toList();
    long examined = unsure.stream().mapToLong(SliceFinder::rows).sum();
    if (examined > MAX_EXAMINED) {
      return low + (long) ((high - low) * (1 - (double) (count - certain) / examined));
    }
    long[] arrivals = arrivals(unsure, Math.toIntExact(examined));
    int place = (int) Math.max(0, arrivals.length - (count - certain));
    return place < arrivals.length ? arrivals[place] : high;
  }

  /** The bound of the file with which, from the newest on, the count is reached. */
  private static long atRow(
      List<FileScanTask> tasks, ToLongFunction<FileScanTask> bound, long count) {
    long seen = 0;
    List<FileScanTask> newestFirst =
        tasks.stream().sorted(Comparator.comparingLong(bound).reversed()).toList();
    for (FileScanTask task : newestFirst) {
      seen += rows(task);
      if (seen >= count) {
        return bound.applyAsLong(task);
      }
    }
    return TableSlice.BEGINNING;
  }

  private static long rows(FileScanTask task) {
    return task.file().recordCount();
  }

  /** In ascending order. */
  private long[] arrivals(List<FileScanTask> tasks, int most) {
    Schema column = table.schema().select(Envelope.INGESTED_AT);
    long[] arrivals = new long[most];
    int found = 0;
    for (FileScanTask task : tasks) {
      try (CloseableIterable<Record> rows = files.read(task, column, Expressions.alwaysTrue())) {
        for (Record row : rows) {
          OffsetDateTime arrival =
              (OffsetDateTime) Objects.requireNonNull(row.getField(Envelope.INGESTED_AT));
          arrivals[found++] = ChronoUnit.MICROS.between(Instant.EPOCH, arrival.toInstant());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + task.file().location(), e);
      }
    }
    long[] all = Arrays.copyOf(arrivals, found);
    Arrays.sort(all);
    return all;
  }
}
