package com.eventbuspro.lake.read;

import com.eventbuspro.lake.table.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.DeleteLoader;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** The data files of a table as it was when this was made. */
public final class TableFiles {
  private static final int NONE = -1;

  private final Table table;
  private final int arrivalId;
  private final DeleteLoader deleteLoader;

  private TableFiles(Table table, int arrivalId, DeleteLoader deleteLoader) {
    this.table = table;
    this.arrivalId = arrivalId;
    this.deleteLoader = deleteLoader;
  }

  /** The files of the newest snapshot of an event type's table. */
  public TableFiles(Table table) {
    this(
        table,
        table.schema().findField(Envelope.INGESTED_AT).fieldId(),
        new SharedDeletes(table.io()));
  }

  /** The files of the newest snapshot of a table that a pipeline writes. */
  public static TableFiles ofResults(Table table) {
    return new TableFiles(table, NONE, new KeptDeletes(table.io()));
  }

  Table table() {
    return table;
  }

  /** The files that may have rows for which the expression holds. */
  public List<FileScanTask> plan(Expression filter) {
    List<FileScanTask> tasks = new ArrayList<>();
    try (CloseableIterable<FileScanTask> planned =
        table
            .newScan()
            .filter(filter)
            .includeColumnStats(List.of(Envelope.INGESTED_AT))
            .planFiles()) {
      planned.forEach(tasks::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot plan a read of " + table.name(), e);
    }
    return tasks;
  }

  /** No row of the file arrived later than this, microseconds since the epoch. */
  public long latest(FileScanTask task) {
    return bound(task.file().upperBounds(), Long.MAX_VALUE);
  }

  /** No row of the file arrived earlier than this, microseconds since the epoch. */
  public long earliest(FileScanTask task) {
    return bound(task.file().lowerBounds(), Long.MIN_VALUE);
  }

  private long bound(@Nullable Map<Integer, ByteBuffer> bounds, long unknown) {
    ByteBuffer bound = bounds == null ? null : bounds.get(arrivalId);
    return bound == null
        ? unknown
        : Conversions.<Long>fromByteBuffer(Types.TimestampType.withZone(), bound.duplicate());
  }

  /** The rows of a file, deleted ones left out; row groups that cannot fit the filter, too. */
  public CloseableIterable<Record> read(FileScanTask task, Schema columns, Expression filter) {
    GenericDeleteFilter deletes =
        new GenericDeleteFilter(table.io(), task, table.schema(), columns) {
          @Override
          protected DeleteLoader newDeleteLoader() {
            return deleteLoader;
          }
        };
    Schema required = deletes.requiredSchema();
    InputFile input =
        table.io().newInputFile(task.file().location(), task.file().fileSizeInBytes());
    CloseableIterable<Record> rows =
        Parquet.read(input)
            .project(required)
            .filter(filter)
            .createReaderFunc(file -> GenericParquetReaders.buildReader(required, file, Map.of()))
            .build();
    return deletes.filter(rows);
  }

  /** Hands over the rows that {@link #read} gives. */
  void forEach(FileScanTask task, Schema columns, Expression filter, Consumer<Record> consumer) {
    try (CloseableIterable<Record> rows = read(task, columns, filter)) {
      rows.forEach(consumer);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + task.file().location(), e);
    }
  }
}
