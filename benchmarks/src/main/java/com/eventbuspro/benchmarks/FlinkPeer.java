package com.eventbuspro.benchmarks;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.FlinkSink;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Flink's own Iceberg sink, fed the same records, in a local mini cluster of parallelism 1. */
final class FlinkPeer {
  private FlinkPeer() {}

  /** Writes the records and commits them with one checkpoint's commit at the end of the input. */
  static void write(Table table, long records) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("security.delegation.tokens.enabled", "false");
    configuration.setString("pipeline.object-reuse", "true");
    configuration.setString("taskmanager.memory.managed.size", "64m");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    environment.enableCheckpointing(Duration.ofSeconds(10).toMillis());
    FlightRecords flights = new FlightRecords();
    byte[][] lines = new byte[20_000][];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = flights.get(i);
    }
    DataStream<byte[]> source =
        environment.fromSource(
            new DataGeneratorSource<>(
                i -> lines[(int) (i % lines.length)],
                records,
                RateLimiterStrategy.noOp(),
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO),
            WatermarkStrategy.noWatermarks(),
            "flights");
    TypeInformation<RowData> rowType =
        InternalTypeInfo.of(FlinkSchemaUtil.convert(table.schema()));
    FlinkSink.forRowData(source.map(new ToRow()).returns(rowType))
        .table(table)
        .tableLoader(TableLoader.fromHadoopTable(table.location()))
        .writeParallelism(1)
        .append();
    environment.execute("peer");
  }

  /** Parses with the same streaming parser that our decoder uses. */
  private static final class ToRow
      extends org.apache.flink.api.common.functions.RichMapFunction<byte[], RowData> {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();
    private transient long n;

    @Override
    public RowData map(byte[] bytes) {
      GenericRowData row = new GenericRowData(13);
      try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          switch (name) {
            case "departed_at" ->
                row.setField(0, TimestampData.fromInstant(Instant.parse(parser.getString())));
            case "origin" -> row.setField(1, StringData.fromString(parser.getString()));
            case "destination" -> row.setField(2, StringData.fromString(parser.getString()));
            case "distance_miles" -> row.setField(3, parser.getLongValue());
            case "delay_minutes" -> row.setField(4, parser.getLongValue());
            default -> parser.skipChildren();
          }
        }
      }
      String sequence = FlightRecords.sequence(n++);
      row.setField(5, StringData.fromString("shardId-000000000000:" + sequence));
      row.setField(6, row.getField(0));
      row.setField(7, null);
      row.setField(8, 1);
      row.setField(9, TimestampData.fromInstant(EnvelopeOfBenchmark.ARRIVAL));
      row.setField(10, StringData.fromString("shardId-000000000000"));
      row.setField(11, StringData.fromString(sequence));
      row.setField(12, null);
      return row;
    }
  }
}
