package com.eventbuspro.lake.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The columns of rows that are not written yet. */
final class RowGroup {
  // Measured: a column without a value holds 14 to 18 KB (lists of codes and levels begin large),
  // and values take twice what they count while dictionaries are open.
  private static final long BYTES_PER_COLUMN = 18_000;
  private static final int BYTES_PER_BYTE = 2;

  private final StructNode nodes;
  private final ColumnChunkPageWriteStore pages;
  private final ColumnWriteStore columns;
  private final long fixedBytes;
  private long rows;

  RowGroup(
      MessageType message,
      StructNode nodes,
      ParquetProperties properties,
      ZstdCompressor compressor,
      int columnIndexTruncateLength) {
    this.nodes = nodes;
    this.pages =
        new ColumnChunkPageWriteStore(
            compressor,
            message,
            HeapByteBufferAllocator.getInstance(),
            columnIndexTruncateLength,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
    this.columns = properties.newColumnWriteStore(message, pages, pages);
    this.fixedBytes = message.getColumns().size() * BYTES_PER_COLUMN;
    nodes.useStore(columns);
  }

  void add(@Nullable Object[] row) {
    nodes.write(row, 0);
    columns.endRecord();
    rows++;
  }

  long rows() {
    return rows;
  }

  /** Bytes of values, about: what the group will be in the file at most. */
  long bytes() {
    return columns.getBufferedSize();
  }

  /** Memory it takes, about. */
  long memory() {
    return fixedBytes + BYTES_PER_BYTE * columns.getBufferedSize();
  }

  void writeTo(ParquetFileWriter file) throws IOException {
    file.startBlock(rows);
    columns.flush();
    pages.flushToFileWriter(file);
    file.endBlock();
  }

  void close() {
    columns.close();
    pages.close();
  }
}
