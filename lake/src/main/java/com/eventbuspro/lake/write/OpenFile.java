package com.eventbuspro.lake.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/** A Parquet file of one day that is being written. */
final class OpenFile {
  private final PartitionSpec spec;
  private final PartitionData partition;
  private final String path;
  private final FileAppender<@Nullable Object[]> appender;
  private long rows;

  OpenFile(Table table, Schema schema, PartitionSpec spec, int day) {
    this.spec = spec;
    this.partition = new PartitionData(spec.partitionType());
    partition.set(0, day);
    this.path =
        table.locationProvider().newDataLocation(spec, partition, UUID.randomUUID() + ".parquet");
    try {
      this.appender =
          Parquet.write(table.io().newOutputFile(path))
              .forTable(table)
              .schema(schema)
              .createWriterFunc(ValueWriters::rows)
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot begin the data file " + path, e);
    }
  }

  String path() {
    return path;
  }

  long rows() {
    return rows;
  }

  void add(@Nullable Object[] cells) {
    appender.add(cells);
    rows++;
  }

  /** Bytes written and buffered so far, about. */
  long bytes() {
    return appender.length();
  }

  DataFile finish() {
    try {
      appender.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot finish the data file " + path, e);
    }
    return DataFiles.builder(spec)
        .withPath(path)
        .withFormat(FileFormat.PARQUET)
        .withPartition(partition)
        .withFileSizeInBytes(appender.length())
        .withMetrics(appender.metrics())
        .withSplitOffsets(appender.splitOffsets())
        .build();
  }

  /** Lets go of what the writer holds; what it leaves behind is deleted by its owner. */
  void abandon() {
    try {
      appender.close();
    } catch (IOException | RuntimeException e) {
      // The file is going to be deleted: how it ended does not matter.
    }
  }
}
