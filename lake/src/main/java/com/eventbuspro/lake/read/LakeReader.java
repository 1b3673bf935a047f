package com.eventbuspro.lake.read;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.write.TablePositions;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event type's tables. Each call looks at the table as it is then; a call's answer is of
 * one snapshot. Rows that another engine deleted are left out.
 *
 * <p>Every method throws {@link com.eventbuspro.lake.LakeException} {@code TABLE_MISSING} while the
 * tables do not exist.
 */
public final class LakeReader {
  private static final int MAX_LIMIT = 10_000;

  private final LakeCatalog catalog;

  /** Reads from the given lake. */
  public LakeReader(LakeCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The newest events, by arrival.
   *
   * @param limit how many, 1 to 10,000
   * @param before continues the page that ended with this; null for the first
   */
  public RowPage newest(EventTypeName name, int limit, @Nullable RowKey before) {
    TableFiles files = new TableFiles(catalog.load(name));
    NewestRows.Found found = newest(files, RowMatch.ALL, limit, before);
    Types.StructType columns = files.table().schema().asStruct();
    return new RowPage(
        found.rows().stream().map(row -> JsonValues.row(row, columns)).toList(), found.next());
  }

  /** The newest of some records in quarantine, by arrival; as {@link #newest}. */
  public RejectedPage newestRejected(
      EventTypeName name, RejectedFilter filter, int limit, @Nullable RowKey before) {
    TableFiles files = new TableFiles(catalog.loadQuarantine(name));
    NewestRows.Found found = newest(files, filter.match(), limit, before);
    return new RejectedPage(found.rows().stream().map(RejectedRecord::of).toList(), found.next());
  }

  private static NewestRows.Found newest(
      TableFiles files, RowMatch match, int limit, @Nullable RowKey before) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " rows, not " + limit);
    }
    return new NewestRows(files, match, limit, before).page();
  }

  /**
   * Hands over every event of the table, one at a time, in the order in which they were committed:
   * hence each shard's in the order of the shard. Holds one row group in memory.
   */
  public void forEach(EventTypeName name, Consumer<Map<String, @Nullable Object>> consumer) {
    TableFiles files = new TableFiles(catalog.load(name));
    Schema schema = files.table().schema();
    List<FileScanTask> tasks = files.plan(Expressions.alwaysTrue());
    tasks.sort(
        Comparator.comparingLong(LakeReader::dataSequence)
            .thenComparingLong(files::earliest)
            .thenComparing(task -> task.file().location()));
    for (FileScanTask task : tasks) {
      files.forEach(
          task,
          schema,
          Expressions.alwaysTrue(),
          row -> consumer.accept(JsonValues.row(row, schema.asStruct())));
    }
  }

  private static long dataSequence(FileScanTask task) {
    Long sequence = task.file().dataSequenceNumber();
    return sequence == null ? 0 : sequence;
  }

  /** Figures of the event table. */
  public TableStats stats(EventTypeName name) {
    Table table = catalog.load(name);
    return stats(table, TablePositions.read(table));
  }

  /** Figures of the quarantine table; it keeps no positions of its own. */
  public TableStats rejectedStats(EventTypeName name) {
    return stats(catalog.loadQuarantine(name), Map.of());
  }

  private static TableStats stats(Table table, Map<ShardId, Position> positions) {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return new TableStats(0, 0, 0, null, positions);
    }
    Map<String, String> summary = snapshot.summary();
    return new TableStats(
        rows(summary),
        number(summary, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        number(summary, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        TablePositions.lastCommit(table),
        positions);
  }

  /** Each record that leaves quarantine is one row of an equality delete. */
  private static long rows(Map<String, String> summary) {
    return Math.max(
        0,
        number(summary, SnapshotSummary.TOTAL_RECORDS_PROP)
            - number(summary, SnapshotSummary.TOTAL_EQ_DELETES_PROP));
  }

  private static long number(Map<String, String> summary, String property) {
    return Long.parseLong(summary.getOrDefault(property, "0"));
  }

  /** How many events arrived on each day (UTC) that has any; from file metadata alone. */
  public SortedMap<LocalDate, Long> rowsPerDay(EventTypeName name) {
    SortedMap<LocalDate, Long> days = new TreeMap<>();
    TableFiles files = new TableFiles(catalog.load(name));
    for (FileScanTask task : files.plan(Expressions.alwaysTrue())) {
      Integer day = task.file().partition().get(0, Integer.class);
      if (day != null) {
        days.merge(LocalDate.ofEpochDay(day), task.file().recordCount(), Long::sum);
      }
    }
    return days;
  }

  /**
   * Some records in quarantine, grouped by cause, the most frequent first. Reads the keys of all of
   * them.
   *
   * @param samples how many records to show of each cause
   */
  public List<RejectedCause> rejectedByCause(
      EventTypeName name, RejectedFilter filter, int samples) {
    return new RejectedCauses(new TableFiles(catalog.loadQuarantine(name)), filter, samples).read();
  }

  /**
   * Hands over some records in quarantine, one at a time, about in the order of arrival, all of one
   * snapshot however long it takes. Holds one row group in memory.
   */
  public void forEachRejected(
      EventTypeName name, RejectedFilter filter, Consumer<RejectedRecord> consumer) {
    TableFiles files = new TableFiles(catalog.loadQuarantine(name));
    RowMatch match = filter.match();
    List<FileScanTask> tasks = files.plan(match.expression());
    tasks.sort(
        Comparator.comparingLong(files::earliest).thenComparing(task -> task.file().location()));
    for (FileScanTask task : tasks) {
      files.forEach(
          task,
          files.table().schema(),
          match.expression(),
          row -> {
            if (match.wanted().test(row)) {
              consumer.accept(RejectedRecord.of(row));
            }
          });
    }
  }
}
