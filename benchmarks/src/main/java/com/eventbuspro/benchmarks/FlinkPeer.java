package com.eventbuspro.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.FlinkSink;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Flink's own Iceberg sink, fed the same records, in a local mini cluster of parallelism 1. */
final class FlinkPeer {
  private FlinkPeer() {}

  /** Writes the records and commits at checkpoints, the last one at the end of the input. */
  static void write(Sample sample, Table table, long records) throws Exception {
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
                sample::record,
                records,
                RateLimiterStrategy.noOp(),
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO),
            WatermarkStrategy.noWatermarks(),
            "events");
    RowType rowType = FlinkSchemaUtil.convert(table.schema());
    ToRow toRow = new ToRow(sample, table.schema());
    FlinkSink.forRowData(source.map(toRow).returns(InternalTypeInfo.of(rowType)))
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

  private static final class ToRow implements MapFunction<byte[], RowData> {
    private static final long serialVersionUID = 1L;

    private final Sample sample;
    private final Schema schema;
    private transient @Nullable PlainParser parser;
    private long n;

    ToRow(Sample sample, Schema schema) {
      this.sample = sample;
      this.schema = schema;
    }

    @Override
    public RowData map(byte[] bytes) {
      if (parser == null) {
        parser = new PlainParser(schema, sample.timeProperty(), new FlinkValues());
      }
      return GenericRowData.of(parser.row(bytes, n++));
    }
  }

  /** As Flink's writers want them. */
  private static final class FlinkValues implements PlainParser.Values {
    @Override
    public Object text(String text) {
      return StringData.fromString(text);
    }

    @Override
    public Object time(Instant time) {
      return TimestampData.fromInstant(time);
    }

    @Override
    public Object struct(Types.StructType type, @Nullable Object[] fields) {
      return GenericRowData.of(fields);
    }

    @Override
    public Object list(List<@Nullable Object> elements) {
      return new GenericArrayData(elements.toArray());
    }
  }
}
