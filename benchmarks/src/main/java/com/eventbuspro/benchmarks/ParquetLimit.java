package com.eventbuspro.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types.NestedField;
import tools.jackson.core.json.JsonFactory;

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

  static void write(Schema schema, Map<String, String> properties, long records)
      throws IOException {
    JsonFactory json = new JsonFactory();
    NestedField[] columns = schema.columns().toArray(NestedField[]::new);
    try (FileAppender<Record> appender =
        Parquet.write(new InMemoryOutputFile())
            .schema(schema)
            .set("write.parquet.compression-codec", "zstd")
            .setAll(properties)
            .createWriterFunc(GenericParquetWriter::create)
            .build()) {
      GenericRecord record = GenericRecord.create(schema);
      for (long i = 0; i < records; i++) {
        ParsedFlight flight = ParsedFlight.parse(json, Flights.record(i));
        String sequence = Flights.sequence(i);
        for (int c = 0; c < columns.length; c++) {
          Object value = flight.column(columns[c].name(), sequence);
          record.set(c, value instanceof Instant instant ? utc(instant) : value);
        }
        appender.add(record);
      }
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
