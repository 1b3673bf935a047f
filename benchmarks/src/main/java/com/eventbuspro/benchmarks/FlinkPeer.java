package com.eventbuspro.benchmarks;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
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
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.FlinkSink;
import tools.jackson.core.json.JsonFactory;

/** Flink's own Iceberg sink, fed the same records, in a local mini cluster of parallelism 1. */
final class FlinkPeer {
  private FlinkPeer() {}

  /** Writes the records and commits at checkpoints, the last one at the end of the input. */
  static void write(Table table, long records) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("security.delegation.tokens.enabled", "false");
    configuration.setString("pipeline.object-reuse", "true");
    configuration.setString("taskmanager.memory.managed.size", "64m");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    environment.enableCheckpointing(Duration.ofSeconds(10).toMillis());
    DataStream<byte[]> source =
        environment.fromSource(
            new DataGeneratorSource<>(
                Flights::record,
                records,
                RateLimiterStrategy.noOp(),
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO),
            WatermarkStrategy.noWatermarks(),
            "flights");
    RowType rowType = FlinkSchemaUtil.convert(table.schema());
    String[] columns = rowType.getFieldNames().toArray(String[]::new);
    FlinkSink.forRowData(source.map(new ToRow(columns)).returns(InternalTypeInfo.of(rowType)))
        .table(table)
        .tableLoader(new SameJvmTable(table))
        .writeParallelism(1)
        .append();
    environment.execute("peer");
  }

  /** The table of this JVM: the mini cluster runs in it too. */
  private static final class SameJvmTable implements TableLoader {
    private static final long serialVersionUID = 1L;
    private static volatile Table shared;

    SameJvmTable(Table table) {
      shared = table;
    }

    @Override
    public void open() {}

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public Table loadTable() {
      shared.refresh();
      return shared;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // It has no state of its own.
    public TableLoader clone() {
      return this;
    }

    @Override
    public void close() {}
  }

  /** Parses with the streaming parser that our decoder uses too. */
  private static final class ToRow implements MapFunction<byte[], RowData> {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    private final String[] columns;
    private long n;

    ToRow(String[] columns) {
      this.columns = columns;
    }

    @Override
    public RowData map(byte[] bytes) {
      ParsedFlight flight = ParsedFlight.parse(JSON, bytes);
      String sequence = Flights.sequence(n++);
      GenericRowData row = new GenericRowData(columns.length);
      for (int i = 0; i < columns.length; i++) {
        row.setField(i, value(flight.column(columns[i], sequence)));
      }
      return row;
    }

    private static Object value(Object value) {
      if (value instanceof String text) {
        return StringData.fromString(text);
      }
      return value instanceof Instant instant ? TimestampData.fromInstant(instant) : value;
    }
  }
}
