package com.eventbuspro.transform.job;

import com.eventbuspro.transform.destination.Results;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ContextResolvedTable;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.types.utils.TypeConversions;
import org.jspecify.annotations.Nullable;

/**
 * The destination as a table for Flink's planner, which sees to it that rows come as it wants them.
 * Its catalog is registered nowhere: no SQL can name it.
 */
final class ResultTable extends GenericInMemoryCatalog {
  private static final String NAME = "result";

  private final Results results;

  private ResultTable(Results results) {
    super(NAME, NAME);
    this.results = results;
  }

  static ContextResolvedTable of(Results results) {
    List<Column> columns =
        results.row().getFields().stream()
            .<Column>map(
                field ->
                    Column.physical(
                        field.getName(), TypeConversions.fromLogicalToDataType(field.getType())))
            .toList();
    @Nullable UniqueConstraint key =
        results.key().isEmpty() ? null : UniqueConstraint.primaryKey("key", results.key());
    ResolvedSchema schema = new ResolvedSchema(columns, List.of(), key);
    CatalogTable table =
        CatalogTable.newBuilder()
            .schema(Schema.newBuilder().fromResolvedSchema(schema).build())
            .options(Map.of())
            .build();
    return ContextResolvedTable.permanent(
        ObjectIdentifier.of(NAME, NAME, NAME),
        new ResultTable(results),
        new ResolvedCatalogTable(table, schema));
  }

  @Override
  public Optional<Factory> getFactory() {
    return Optional.of(new Sinks(results));
  }

  private record Sinks(Results results) implements DynamicTableSinkFactory {
    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
      return new Sink(results);
    }

    @Override
    public String factoryIdentifier() {
      return NAME;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
      return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
      return Set.of();
    }
  }

  private record Sink(Results results) implements DynamicTableSink {
    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
      return results.key().isEmpty() ? ChangelogMode.insertOnly() : ChangelogMode.upsert();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
      return new DataStreamSinkProvider() {
        @Override
        public DataStreamSink<?> consumeDataStream(
            ProviderContext provider, DataStream<RowData> rows) {
          return results.writing().write(rows);
        }
      };
    }

    @Override
    public DynamicTableSink copy() {
      return new Sink(results);
    }

    @Override
    public String asSummaryString() {
      return NAME;
    }
  }
}
