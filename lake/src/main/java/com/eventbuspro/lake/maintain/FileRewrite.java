package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.maintain.MaintenanceRun.Size;
import com.eventbuspro.lake.read.TableFiles;
import com.eventbuspro.lake.write.FileAge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the files of a run by one with the same rows in the same order, without those that were
 * deleted. It is one snapshot: readers see the old files or the new one. Whoever else rewrote or
 * deleted one of the files meanwhile wins, by Iceberg's validation.
 */
final class FileRewrite {
  private static final Logger LOG = LoggerFactory.getLogger(FileRewrite.class);

  /** Marks the snapshots of maintenance, for people. */
  static final String BY = "event-bus.maintenance";

  private static final int ROWS_BETWEEN_STEPS = 500;

  /** The rows of one row group are held in memory. */
  private static final Map<String, String> WRITER =
      Map.of(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, Integer.toString(16 << 20));

  private final Table table;
  private final FileAge age;
  private final Clock clock;
  private final Pace pace;
  private final Supplier<TableFiles> reading;

  /** What became of a run. */
  enum Outcome {
    DONE,
    /** Somebody else changed the files first. */
    OVERTAKEN
  }

  /**
   * What became of a run.
   *
   * @param written what replaces it
   */
  record Result(Outcome outcome, Size written) {}

  /**
   * For one table.
   *
   * @param table the table, its commits read back
   * @param age is asked before each change of the table
   * @param reading how the files of a run are read
   */
  FileRewrite(Table table, FileAge age, Clock clock, Pace pace, Supplier<TableFiles> reading) {
    this.table = table;
    this.age = age;
    this.clock = clock;
    this.pace = pace;
    this.reading = reading;
  }

  /**
   * Rewrites.
   *
   * @param snapshotId the snapshot that it was planned from
   */
  Result run(Rewrite planned, long snapshotId) {
    age.begun(clock.instant());
    DataFile written = write(planned.files());
    RewriteFiles rewrite =
        table.newRewrite().validateFromSnapshot(snapshotId).dataSequenceNumber(planned.sequence());
    planned.files().forEach(file -> rewrite.deleteFile(file.task().file()));
    planned.obsolete().forEach(rewrite::deleteFile);
    if (written.recordCount() > 0) {
      rewrite.addFile(written);
    }
    rewrite.set(BY, MaintenanceKind.COMPACTION.name());
    try {
      rewrite.commit();
      return new Result(
          Outcome.DONE,
          written.recordCount() > 0 ? new Size(1, written.fileSizeInBytes()) : Size.NONE);
    } catch (ValidationException | CommitFailedException e) {
      // A certain no, since every refusal was read back. Any other failure may have been a yes:
      // then the file is in the table or an orphan.
      LOG.debug("Files of {} were changed by somebody else", table.name(), e);
      delete(written.location());
      return new Result(Outcome.OVERTAKEN, Size.NONE);
    } finally {
      if (written.recordCount() == 0) {
        delete(written.location());
      }
    }
  }

  private DataFile write(List<SmallFile> run) {
    DataFile first = run.get(0).task().file();
    PartitionSpec spec = table.specs().get(first.specId());
    OutputFile output =
        table
            .io()
            .newOutputFile(
                table
                    .locationProvider()
                    .newDataLocation(
                        spec, first.partition(), UUID.randomUUID() + "-compacted.parquet"));
    Schema schema = table.schema();
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .dataSchema(schema)
            .dataFileFormat(FileFormat.PARQUET)
            .writerProperties(WRITER)
            .build()
            .newDataWriter(EncryptedFiles.plainAsEncryptedOutput(output), spec, first.partition());
    RuntimeException failure = copy(run, schema, writer);
    if (failure != null) {
      if (!(failure instanceof Pace.MaintenanceStopped)) {
        delete(output.location());
      }
      throw failure;
    }
    return writer.toDataFile();
  }

  private @Nullable RuntimeException copy(
      List<SmallFile> run, Schema schema, DataWriter<Record> writer) {
    TableFiles files = reading.get();
    try (writer) {
      int rows = 0;
      for (SmallFile file : run) {
        try (CloseableIterable<Record> records =
            files.read(file.task(), schema, Expressions.alwaysTrue())) {
          for (Record row : records) {
            writer.write(row);
            if (++rows % ROWS_BETWEEN_STEPS == 0) {
              pace.step();
            }
          }
        }
        pace.step();
      }
      return null;
    } catch (IOException e) {
      return new UncheckedIOException("Cannot rewrite files of " + table.name(), e);
    } catch (RuntimeException e) {
      return e;
    }
  }

  private void delete(String path) {
    try {
      table.io().deleteFile(path);
    } catch (RuntimeException e) {
      LOG.warn("Left an unused data file behind: {} ({})", path, e.toString());
    }
  }
}
