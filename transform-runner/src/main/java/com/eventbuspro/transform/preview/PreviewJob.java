package com.eventbuspro.transform.preview;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.analysis.ReadableEventTypes;
import com.eventbuspro.transform.analysis.SourceEventType;
import com.eventbuspro.transform.preview.PreviewRequest.PersonalData;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.sql.EventTypeCatalog;
import com.eventbuspro.transform.sql.EventTypeTable;
import com.eventbuspro.transform.sql.TransformSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.types.Row;

/** Makes the Flink job of a preview: as a pipeline's, on tables that end. */
final class PreviewJob {
  /** Nothing is forgotten while a preview runs. */
  private static final Duration STATE_LIFE = Duration.ofDays(365);

  private static final Duration BATCH_TIME = Duration.ofSeconds(1);
  private static final long BATCH_ROWS = 20_000;

  private final LakeAccess lake;
  private final ReadableEventTypes eventTypes;
  private final PreviewRequest request;
  private final Clock clock;
  private final PreviewSession session;
  private final Map<EventTypeName, TableSlice> slices = new HashMap<>();

  PreviewJob(
      LakeAccess lake,
      ReadableEventTypes eventTypes,
      PreviewRequest request,
      Clock clock,
      PreviewSession session) {
    this.lake = lake;
    this.eventTypes = eventTypes;
    this.request = request;
    this.clock = clock;
    this.session = session;
  }

  /**
   * Finds out which files are wanted, and from which arrival on.
   *
   * @throws com.eventbuspro.lake.LakeException if a table is not there
   */
  void findSlices(Set<EventTypeName> read) {
    read.forEach(this::slice);
  }

  private TableSlice slice(EventTypeName eventType) {
    return slices.computeIfAbsent(
        eventType,
        name -> {
          try (LakeCatalog open = lake.open()) {
            return SliceFinder.find(open.load(name), request.slice(), clock.instant());
          }
        });
  }

  /** The job. */
  JobGraph build(int parallelism) {
    Configuration flink =
        Configuration.fromMap(
            Map.of(
                "pipeline.name", "preview",
                "restart-strategy.type", "disable",
                // Rows are made anew at the source and by every exchange before state.
                "pipeline.object-reuse", "true"));
    StreamExecutionEnvironment execution =
        StreamExecutionEnvironment.getExecutionEnvironment(flink);
    execution.setParallelism(parallelism);
    StreamTableEnvironment tables =
        StreamTableEnvironment.create(
            execution,
            EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(settings())
                .build());
    tables.registerCatalog(EventTypeCatalog.NAME, EventTypeCatalog.of(eventTypes, this::source));
    tables.useCatalog(EventTypeCatalog.NAME);
    DataStream<Row> changes = tables.toChangelogStream(tables.sqlQuery(request.sql()));
    // What was put in order stays in order: no exchange on the last step.
    changes
        .transform("result", Types.GENERIC(Row.class), new ResultOperator(session))
        .setParallelism(changes.getParallelism());
    return execution.getStreamGraph().getJobGraph();
  }

  private static Configuration settings() {
    Configuration settings = TransformSettings.of(STATE_LIFE);
    // Nobody sees the changes between: rows that change are shown as they are in the end.
    settings.set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ENABLED, true);
    settings.set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ALLOW_LATENCY, BATCH_TIME);
    settings.set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_SIZE, BATCH_ROWS);
    return settings;
  }

  /** Whether of a table that is read rows were left out that the slice should have. */
  boolean cut() {
    return slices.values().stream().anyMatch(TableSlice::cut);
  }

  private DynamicTableSource source(EventTypeTable table) {
    // A query may name an event type that it then does not read: its slice is not known yet.
    return new PreviewSource(session, lake, table, slice(table.name()), masked(table));
  }

  private Set<String> masked(EventTypeTable table) {
    return request.personalData() == PersonalData.SHOWN
        ? Set.of()
        : eventTypes
            .eventType(table.name())
            .map(SourceEventType::personalColumns)
            .orElseThrow(() -> new IllegalStateException("No event type " + table.name()));
  }
}
