package com.eventbuspro.lake.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;

/** A Parquet file that is being written, row by row. The file is begun when rows leave memory. */
public final class RowFile {
  private static final int COLUMN_INDEX_TRUNCATE_LENGTH = 64;
  private static final int STATISTICS_TRUNCATE_LENGTH = Integer.MAX_VALUE;
  private static final int ROWS_BETWEEN_SIZE_CHECKS = 512;

  private final RowFormat format;
  private final ParquetProperties properties;
  private final StructNode rows;
  private final ZstdCompressor compressor;
  private final OutputFile output;
  private @Nullable ParquetFileWriter file;
  // Rows are kept as they came at first, and in columns once there are more than a few.
  private final FewRows few = new FewRows();
  private @Nullable RowGroup group;
  private long length;

  /** What a finished file is like. */
  public record Finished(long bytes, Metrics metrics, List<Long> splitOffsets) {
    public Finished {
      splitOffsets = List.copyOf(splitOffsets);
    }
  }

  /** Begins a file; nothing is written to the output yet. */
  public RowFile(RowFormat format, OutputFile output) {
    this.format = format;
    this.properties = format.properties();
    this.rows = format.nodes();
    this.compressor = format.compressor();
    this.output = output;
  }

  /** Adds a row: one value per column of the schema. */
  public void add(@Nullable Object[] values) {
    RowGroup into = group;
    if (into == null) {
      few.add(values);
      if (few.isFull()) {
        beginGroup();
      }
      return;
    }
    into.add(values);
    if (into.rows() % ROWS_BETWEEN_SIZE_CHECKS == 0 && into.bytes() >= RowFormat.ROW_GROUP_BYTES) {
      finishRowGroup();
    }
  }

  /** Bytes written so far, and bytes in memory, about. */
  public long bytes() {
    RowGroup open = group;
    return length + (open == null ? few.bytes() : open.bytes());
  }

  /** Memory it takes, about: more than the rows, since an open column costs some by itself. */
  public long bufferedBytes() {
    RowGroup open = group;
    return open == null ? few.bytes() : open.memory();
  }

  /** Writes what is left, and the footer. */
  public Finished finish() {
    try {
      finishRowGroup();
      ParquetFileWriter writer = file();
      writer.end(format.footer());
      ParquetMetadata footer = writer.getFooter();
      format.learn(footer);
      return new Finished(
          writer.getPos(),
          ParquetUtil.footerMetrics(footer, Stream.empty(), format.metrics()),
          ParquetUtil.getSplitOffsets(footer));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot finish " + output.location(), e);
    } finally {
      compressor.release();
    }
  }

  /** Lets go of everything; what is in the output is of no use. */
  public void abandon() {
    RowGroup open = group;
    if (open != null) {
      open.close();
    }
    compressor.release();
    try {
      ParquetFileWriter writer = file;
      if (writer != null) {
        writer.close();
      }
    } catch (IOException | RuntimeException e) {
      // The file is about to be deleted: how it ended does not matter.
    }
  }

  private RowGroup beginGroup() {
    RowGroup begun =
        new RowGroup(format.message(), rows, properties, compressor, COLUMN_INDEX_TRUNCATE_LENGTH);
    group = begun;
    few.drainTo(begun);
    return begun;
  }

  private void finishRowGroup() {
    RowGroup open = group == null ? beginGroup() : group;
    try {
      if (open.rows() > 0) {
        ParquetFileWriter writer = file();
        open.writeTo(writer);
        length = writer.getPos();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + output.location(), e);
    } finally {
      open.close();
      group = null;
    }
  }

  private ParquetFileWriter file() throws IOException {
    ParquetFileWriter writer = file;
    if (writer == null) {
      writer =
          new ParquetFileWriter(
              new IcebergOutput(output),
              format.message(),
              ParquetFileWriter.Mode.CREATE,
              RowFormat.ROW_GROUP_BYTES,
              0,
              COLUMN_INDEX_TRUNCATE_LENGTH,
              STATISTICS_TRUNCATE_LENGTH,
              ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
      file = writer;
      writer.start();
    }
    return writer;
  }
}
