package com.eventbuspro.lake.parquet;

import com.eventbuspro.lake.table.Envelope;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * How the rows of one table are laid down, and what earlier files taught about it: a column whose
 * dictionary did not pay is written without one for some files. Not thread-safe.
 */
public final class RowFormat {
  /** Data changes: a column without dictionary is tried with one again after so many files. */
  private static final int FILES_BETWEEN_TRIALS = 50;

  /** Small enough that many tables can be open, and that a reader can skip most of a file. */
  static final long ROW_GROUP_BYTES = 32L << 20;

  private static final int PAGE_BYTES = 1 << 20;
  private static final int DICTIONARY_BYTES = 1 << 20;

  /** Distinct in every row, or nearly so: a dictionary is a waste from the first row on. */
  private static final Set<String> HOPELESS = Set.of(Envelope.ID, Envelope.SEQUENCE, Envelope.TIME);

  /** Nobody looks for them by range. */
  private static final Set<String> WITHOUT_STATISTICS = Set.of(Envelope.ID, Envelope.EXTRA);

  private final Schema schema;
  private final MessageType message;
  private final MetricsConfig metrics;
  private final int level;
  private final Map<String, Integer> restingUntil = new HashMap<>();
  private int files;

  /** The format of a table's rows when they have the given schema. */
  public RowFormat(Table table, Schema schema) {
    this.schema = schema;
    this.message = ParquetSchemaUtil.convert(schema, "table");
    this.metrics = MetricsConfig.forTable(table);
    this.level =
        PropertyUtil.propertyAsInt(
            table.properties(), TableProperties.PARQUET_COMPRESSION_LEVEL, 3);
  }

  MessageType message() {
    return message;
  }

  MetricsConfig metrics() {
    return metrics;
  }

  StructNode nodes() {
    return Nodes.of(schema, message);
  }

  ZstdCompressor compressor() {
    return new ZstdCompressor(level);
  }

  /** What other readers of Iceberg's files look for in the footer. */
  Map<String, String> footer() {
    return Map.of("iceberg.schema", SchemaParser.toJson(schema));
  }

  ParquetProperties properties() {
    files++;
    ParquetProperties.Builder builder =
        ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(DICTIONARY_BYTES)
            .withDictionaryEncoding(true)
            // Level histograms, which no reader of ours uses, at some nanoseconds a value.
            .withSizeStatisticsEnabled(false);
    for (ColumnDescriptor column : message.getColumns()) {
      String path = String.join(".", column.getPath());
      if (HOPELESS.contains(path) || isResting(path)) {
        builder.withDictionaryEncoding(path, false);
      }
      if (WITHOUT_STATISTICS.contains(path)) {
        builder.withStatisticsEnabled(path, false);
      }
    }
    return builder.build();
  }

  /** Takes note of the columns that began with a dictionary and gave it up. */
  void learn(ParquetMetadata footer) {
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        String path = column.getPath().toDotString();
        if (gaveUp(column) && !isResting(path)) {
          restingUntil.put(path, files + FILES_BETWEEN_TRIALS);
        }
      }
    }
  }

  private static boolean gaveUp(ColumnChunkMetaData column) {
    // A boolean never has one.
    return column.getPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BOOLEAN
        && column.getEncodings().contains(Encoding.PLAIN);
  }

  private boolean isResting(String path) {
    return restingUntil.getOrDefault(path, 0) > files;
  }
}
