package com.eventbuspro.lake.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
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
  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStore columns;
  private long rowsInGroup;
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
    this.pages = pages();
    this.columns = columns();
  }

  /** Adds a row: one value per column of the schema. */
  public void add(@Nullable Object[] values) {
    rows.write(values, 0);
    columns.endRecord();
    rowsInGroup++;
    if (rowsInGroup % ROWS_BETWEEN_SIZE_CHECKS == 0
        && columns.getBufferedSize() >= RowFormat.ROW_GROUP_BYTES) {
      finishRowGroup();
      pages = pages();
      columns = columns();
    }
  }

  /** Bytes written so far, and bytes in memory, about. */
  public long bytes() {
    return length + bufferedBytes();
  }

  /** Bytes in memory, about. */
  public long bufferedBytes() {
    return columns.getBufferedSize();
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
    columns.close();
    pages.close();
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

  private void finishRowGroup() {
    try {
      if (rowsInGroup > 0) {
        ParquetFileWriter writer = file();
        writer.startBlock(rowsInGroup);
        columns.flush();
        pages.flushToFileWriter(writer);
        writer.endBlock();
        length = writer.getPos();
        rowsInGroup = 0;
      }
      columns.close();
      pages.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + output.location(), e);
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

  private ColumnChunkPageWriteStore pages() {
    return new ColumnChunkPageWriteStore(
        compressor,
        format.message(),
        HeapByteBufferAllocator.getInstance(),
        COLUMN_INDEX_TRUNCATE_LENGTH,
        ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
  }

  private ColumnWriteStore columns() {
    ColumnWriteStore store = properties.newColumnWriteStore(format.message(), pages, pages);
    rows.useStore(store);
    return store;
  }
}
