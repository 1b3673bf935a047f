package com.eventbuspro.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * The limit: the same records parsed and written to one Parquet file with zstd by Iceberg's stock
 * writer, in one thread, with no checks, no engine, no table and no commit.
 */
final class ParquetLimit {
  /** Iceberg's defaults. */
  static final Map<String, String> DEFAULTS = Map.of();

  /** What somebody tunes first who knows that ids and sequence numbers do not repeat. */
  static final Map<String, String> NO_DICTIONARY = Map.of("parquet.enable.dictionary", "false");

  private ParquetLimit() {}

  static void write(Sample sample, Schema schema, Map<String, String> properties, long records)
      throws IOException {
    PlainParser parser = new PlainParser(schema, sample.timeProperty(), new IcebergValues());
    try (FileAppender<Record> appender =
        Parquet.write(new InMemoryOutputFile())
            .schema(schema)
            .set("write.parquet.compression-codec", "zstd")
            .setAll(properties)
            .createWriterFunc(GenericParquetWriter::create)
            .build()) {
      GenericRecord record = GenericRecord.create(schema);
      for (long i = 0; i < records; i++) {
        @Nullable Object[] row = parser.row(sample.record(i), i);
        for (int c = 0; c < row.length; c++) {
          record.set(c, row[c]);
        }
        appender.add(record);
      }
    }
  }

  /** As Iceberg's generic writer wants them. */
  private static final class IcebergValues implements PlainParser.Values {
    private final Map<Types.StructType, GenericRecord> templates = new HashMap<>();

    @Override
    public Object text(String text) {
      return text;
    }

    @Override
    public Object time(Instant time) {
      return time.atOffset(ZoneOffset.UTC);
    }

    @Override
    public Object struct(Types.StructType type, @Nullable Object[] fields) {
      GenericRecord record = templates.computeIfAbsent(type, GenericRecord::create).copy();
      for (int i = 0; i < fields.length; i++) {
        record.set(i, fields[i]);
      }
      return record;
    }

    @Override
    public Object list(List<@Nullable Object> elements) {
      return elements;
    }
  }
}
