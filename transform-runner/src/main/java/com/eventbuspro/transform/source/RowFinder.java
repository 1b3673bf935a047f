package com.eventbuspro.transform.source;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.transform.source.RowGate.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.CloseableIterator;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/**
 * Finds where in the stream a row of a file once was. Reading that along with every row would cost
 * a third of the speed, for the few that are rejected. Rows of a file are asked for in their order,
 * so a file is read once at most.
 */
final class RowFinder implements AutoCloseable {
  private final TableLoader table;
  private @Nullable String file;
  private @Nullable CloseableIterable<Record> rows;
  private @Nullable CloseableIterator<Record> next;

  /**
   * @param table its own; closed with it
   */
  RowFinder(TableLoader table) {
    this.table = table;
  }

  Place.Found find(String location, long position) {
    try {
      CloseableIterator<Record> cursor = next;
      if (cursor == null || !location.equals(file)) {
        cursor = open(location);
      }
      while (cursor.hasNext()) {
        Record row = cursor.next();
        if ((Long) row.getField(MetadataColumns.ROW_POSITION.name()) == position) {
          return new Place.Found(
              row.getField(Envelope.SHARD).toString(), row.getField(Envelope.SEQUENCE).toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + location, e);
    }
    throw new IllegalStateException("There is no row " + position + " in " + location);
  }

  private CloseableIterator<Record> open(String location) throws IOException {
    closeFile();
    if (!table.isOpen()) {
      table.open();
    }
    Table loaded = table.loadTable();
    Schema wanted =
        new Schema(
            loaded.schema().findField(Envelope.SHARD),
            loaded.schema().findField(Envelope.SEQUENCE),
            MetadataColumns.ROW_POSITION);
    CloseableIterable<Record> opened =
        Parquet.read(loaded.io().newInputFile(location))
            .project(wanted)
            .createReaderFunc(
                parquet -> GenericParquetReaders.buildReader(wanted, parquet, Map.of()))
            .build();
    CloseableIterator<Record> cursor = opened.iterator();
    file = location;
    rows = opened;
    next = cursor;
    return cursor;
  }

  private void closeFile() throws IOException {
    if (next != null) {
      next.close();
      next = null;
    }
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeFile();
    table.close();
  }
}
