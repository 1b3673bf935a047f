package com.eventbuspro.lake.write;

import com.eventbuspro.lake.parquet.RowFile;
import com.eventbuspro.lake.parquet.RowFormat;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** The data file of one day that is being written. */
final class OpenFile {
  private final PartitionSpec spec;
  private final PartitionData partition;
  private final String path;
  private final RowFile file;
  private long rows;

  OpenFile(Table table, RowFormat format, PartitionSpec spec, int day) {
    this.spec = spec;
    this.partition = new PartitionData(spec.partitionType());
    partition.set(0, day);
    this.path =
        table.locationProvider().newDataLocation(spec, partition, UUID.randomUUID() + ".parquet");
    this.file = new RowFile(format, table.io().newOutputFile(path));
  }

  String path() {
    return path;
  }

  long rows() {
    return rows;
  }

  void add(@Nullable Object[] cells) {
    file.add(cells);
    rows++;
  }

  /** Bytes written and buffered so far, about. */
  long bytes() {
    return file.bytes();
  }

  /** Bytes in memory, about. */
  long bufferedBytes() {
    return file.bufferedBytes();
  }

  DataFile finish() {
    RowFile.Finished finished = file.finish();
    return DataFiles.builder(spec)
        .withPath(path)
        .withFormat(FileFormat.PARQUET)
        .withPartition(partition)
        .withFileSizeInBytes(finished.bytes())
        .withMetrics(finished.metrics())
        .withSplitOffsets(finished.splitOffsets())
        .build();
  }

  /** Lets go of what the file holds; what it leaves behind is deleted by its owner. */
  void abandon() {
    file.abandon();
  }
}
