package com.eventbuspro.benchmarks;

import com.eventbuspro.transform.source.LakeAccess;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkCatalog;

/** The peer of a backfill: Flink SQL over a lake table by Iceberg's own catalog and source. */
final class StockIceberg {
  private static final String CATALOG = "stock";

  private StockIceberg() {}

  /**
   * The job: bounded, of one snapshot, in Flink's streaming mode; its rows are counted as {@link
   * Arrivals} and dropped.
   *
   * @param sql a SELECT, with the table as {@code stock.<domain>.<event>}
   * @param settings the configuration it runs with
   */
  static StreamGraph job(LakeAccess lake, String sql, Configuration settings) {
    StreamExecutionEnvironment execution = new StreamExecutionEnvironment(settings);
    StreamTableEnvironment tables =
        StreamTableEnvironment.create(
            execution, EnvironmentSettings.newInstance().inStreamingMode().build());
    // As many subtasks as the pipeline has, not as many as there are files.
    tables.getConfig().set("table.exec.iceberg.infer-source-parallelism", "false");
    tables.registerCatalog(
        CATALOG,
        new FlinkCatalog(
            CATALOG, "default", Namespace.empty(), new Loader(lake), Map.of(), false, -1));
    tables
        .toDataStream(tables.sqlQuery(sql))
        .map(
            row -> {
              Arrivals.count(1);
              return 1;
            })
        .returns(Types.INT)
        .sinkTo(new DiscardingSink<>());
    StreamGraph graph = execution.getStreamGraph();
    graph.setJobName("stock");
    return graph;
  }

  private record Loader(LakeAccess lake) implements CatalogLoader {
    @Override
    public Catalog loadCatalog() {
      return lake.open().iceberg();
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // It has no state.
    public CatalogLoader clone() {
      return this;
    }
  }
}
