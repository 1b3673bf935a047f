package com.eventbuspro.lake.read;

import com.eventbuspro.lake.table.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest rows without reading the table: looks at the last minutes first and further back
 * only if that was not enough; reads files from the newest on, their keys only, until no older file
 * can matter; then reads the rows that the page has.
 */
final class NewestRows {
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(2),
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(30),
          Duration.ofDays(365_000));

  private final TableFiles files;
  private final RowMatch match;
  private final int limit;
  private final @Nullable RowKey before;

  /** A page, its rows as they were read, newest first. */
  record Found(List<Record> rows, @Nullable RowKey next) {}

  NewestRows(TableFiles files, RowMatch match, int limit, @Nullable RowKey before) {
    this.files = files;
    this.match = match;
    this.limit = limit;
    this.before = before;
  }

  Found page() {
    Snapshot snapshot = files.table().currentSnapshot();
    if (snapshot == null) {
      return new Found(List.of(), null);
    }
    long end = before != null ? before.arrivalMicros() : micros(snapshot.timestampMillis());
    for (Duration window : WINDOWS) {
      long from = end - window.toSeconds() * 1_000_000L;
      List<FileScanTask> tasks = files.plan(arrivedFrom(from));
      PriorityQueue<RowKey> keys = newestKeys(tasks, from);
      boolean enough = keys.size() > limit;
      if (enough
          || window.equals(WINDOWS.get(WINDOWS.size() - 1))
          || isAll(snapshot, tasks, from)) {
        return page(tasks, keys, enough);
      }
    }
    throw new IllegalStateException("The last window covers all");
  }

  /** Whether no row is older than the window: looking further back would read the same again. */
  private boolean isAll(Snapshot snapshot, List<FileScanTask> tasks, long from) {
    String count = snapshot.summary().getOrDefault(SnapshotSummary.TOTAL_DATA_FILES_PROP, "");
    return count.equals(Integer.toString(tasks.size()))
        && tasks.stream().allMatch(task -> files.earliest(task) >= from);
  }

  private static long micros(long millis) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.ofEpochMilli(millis));
  }

  private Expression arrivedFrom(long micros) {
    Expression from =
        Expressions.and(
            match.expression(), Expressions.greaterThanOrEqual(Envelope.INGESTED_AT, micros));
    return before == null
        ? from
        : Expressions.and(
            from, Expressions.lessThanOrEqual(Envelope.INGESTED_AT, before.arrivalMicros()));
  }

  /** The newest keys, one more than asked for so as to know whether there is another page. */
  private PriorityQueue<RowKey> newestKeys(List<FileScanTask> tasks, long from) {
    List<String> names = new ArrayList<>(match.columns());
    names.addAll(List.of(Envelope.INGESTED_AT, Envelope.SEQUENCE, Envelope.SHARD));
    Schema columns = files.table().schema().select(names);
    PriorityQueue<RowKey> newest = new PriorityQueue<>();
    tasks.sort(Comparator.comparingLong(files::latest).reversed());
    for (FileScanTask task : tasks) {
      RowKey oldest = newest.size() > limit ? newest.peek() : null;
      if (oldest != null && files.latest(task) < oldest.arrivalMicros()) {
        break;
      }
      long least = oldest == null ? from : Math.max(from, oldest.arrivalMicros());
      files.forEach(
          task,
          columns,
          arrivedFrom(least),
          row -> {
            if (match.wanted().test(row)) {
              add(newest, RowKey.of(row), least);
            }
          });
    }
    return newest;
  }

  private void add(PriorityQueue<RowKey> newest, RowKey key, long least) {
    if (key.arrivalMicros() < least || (before != null && key.compareTo(before) >= 0)) {
      return;
    }
    newest.add(key);
    if (newest.size() > limit + 1) {
      newest.poll();
    }
  }

  private Found page(List<FileScanTask> tasks, PriorityQueue<RowKey> keys, boolean more) {
    if (more) {
      keys.poll();
    }
    RowKey oldest = keys.peek();
    if (oldest == null) {
      return new Found(List.of(), null);
    }
    Schema schema = files.table().schema();
    TreeMap<RowKey, Record> rows = new TreeMap<>(Comparator.reverseOrder());
    for (FileScanTask task : tasks) {
      if (files.latest(task) < oldest.arrivalMicros()) {
        continue;
      }
      files.forEach(
          task,
          schema,
          arrivedFrom(oldest.arrivalMicros()),
          row -> {
            RowKey key = RowKey.of(row);
            if (match.wanted().test(row)
                && key.compareTo(oldest) >= 0
                && (before == null || key.compareTo(before) < 0)) {
              rows.put(key, row);
            }
          });
    }
    return new Found(new ArrayList<>(rows.values()), more ? oldest : null);
  }
}
