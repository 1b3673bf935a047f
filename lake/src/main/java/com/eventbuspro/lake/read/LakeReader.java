package com.eventbuspro.lake.read;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.Quarantine;
import com.eventbuspro.lake.write.TablePositions;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
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
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
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
    return newest(catalog.load(name), limit, before);
  }

  /** The newest rejected records, by arrival; as {@link #newest}. */
  public RowPage newestRejected(EventTypeName name, int limit, @Nullable RowKey before) {
    return newest(catalog.loadQuarantine(name), limit, before);
  }

  private static RowPage newest(Table table, int limit, @Nullable RowKey before) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " rows, not " + limit);
    }
    return new NewestRows(new TableFiles(table), limit, before).page();
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
      try (CloseableIterable<Record> rows = files.read(task, schema, Expressions.alwaysTrue())) {
        rows.forEach(row -> consumer.accept(JsonValues.row(row, schema.asStruct())));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + task.file().location(), e);
      }
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
        number(summary, SnapshotSummary.TOTAL_RECORDS_PROP),
        number(summary, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        number(summary, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        TablePositions.lastCommit(table),
        positions);
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

  /** What quarantine holds, by cause, the most frequent first. Reads two columns of all of it. */
  public List<CauseCount> rejectedByCause(EventTypeName name) {
    TableFiles files = new TableFiles(catalog.loadQuarantine(name));
    Schema columns = files.table().schema().select(Quarantine.CAUSE, Envelope.INGESTED_AT);
    Map<String, CauseCount> counts = new HashMap<>();
    for (FileScanTask task : files.plan(Expressions.alwaysTrue())) {
      try (CloseableIterable<Record> rows = files.read(task, columns, Expressions.alwaysTrue())) {
        for (Record row : rows) {
          String cause = (String) row.getField(Quarantine.CAUSE);
          Instant arrival = ((OffsetDateTime) row.getField(Envelope.INGESTED_AT)).toInstant();
          counts.merge(
              cause,
              new CauseCount(cause, 1, arrival, arrival),
              (known, one) -> known.plus(arrival));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + task.file().location(), e);
      }
    }
    return counts.values().stream()
        .sorted(Comparator.comparingLong(CauseCount::count).reversed())
        .toList();
  }
}
