package com.eventbuspro.benchmarks.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * What another engine does to our tables, knowing nothing of positions: many small files become
 * one, in a snapshot of its own.
 */
final class Compaction {
  private static final int MOST_FILES = 12;

  private final Table table;

  Compaction(Table table) {
    this.table = table;
  }

  /** Rewrites some of the files of one partition; answers how many. */
  int run() throws IOException {
    List<DataFile> files = some();
    if (files.size() > 1) {
      table.newRewrite().rewriteFiles(Set.copyOf(files), Set.of(rewrite(files))).commit();
    }
    return files.size();
  }

  private List<DataFile> some() throws IOException {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        files.add(task.file());
      }
    }
    if (files.isEmpty()) {
      return files;
    }
    DataFile first = files.get(0);
    return files.stream()
        .filter(file -> file.specId() == first.specId())
        .filter(file -> file.partition().equals(first.partition()))
        .limit(MOST_FILES)
        .collect(Collectors.toList());
  }

  private DataFile rewrite(List<DataFile> files) throws IOException {
    DataFile first = files.get(0);
    String name = "compacted-" + UUID.randomUUID() + ".parquet";
    DataWriter<Record> writer =
        Parquet.writeData(table.io().newOutputFile(table.locationProvider().newDataLocation(name)))
            .forTable(table)
            .withSpec(table.specs().get(first.specId()))
            .withPartition(first.partition())
            .createWriterFunc(GenericParquetWriter::create)
            .build();
    try (writer) {
      for (DataFile file : files) {
        try (CloseableIterable<Record> rows = read(file)) {
          rows.forEach(writer::write);
        }
      }
    }
    return writer.toDataFile();
  }

  private CloseableIterable<Record> read(DataFile file) {
    return Parquet.read(table.io().newInputFile(file.location()))
        .project(table.schema())
        .createReaderFunc(type -> GenericParquetReaders.buildReader(table.schema(), type))
        .build();
  }
}
