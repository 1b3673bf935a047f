package com.eventbuspro.transform.job;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.maintain.Pins;
import com.eventbuspro.lake.write.TablePositions;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.transform.destination.Fence;
import com.eventbuspro.transform.destination.Results;
import com.eventbuspro.transform.rejected.RejectedEvents;
import com.eventbuspro.transform.rejected.Rejections;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.sql.CheckedQuery;
import com.eventbuspro.transform.sql.EventTypeCatalog;
import com.eventbuspro.transform.sql.EventTypes;
import com.eventbuspro.transform.sql.SqlEnvironments;
import com.eventbuspro.transform.sql.TransformSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.calcite.rel.RelNode;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.operations.SinkModifyOperation;
import org.apache.flink.table.planner.delegation.PlannerBase;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Makes Flink jobs of pipelines. Nothing is started here. Safe for many threads. */
public final class PipelineJobs {
  /** Into so many parts keys are divided, for ever: state is restored at any parallelism below. */
  private static final int MAX_PARALLELISM = 128;

  private final LakeAccess lake;
  private final StreamsFactory streams;
  private final RejectedEvents rejected;
  private final Clock clock;

  /**
   * Jobs over one lake and its streams.
   *
   * @param lake travels with the job
   * @param streams travels with the job
   * @param rejected where events go that a job cannot deal with; travels with the job
   * @param clock tells what {@code now} is
   */
  public PipelineJobs(
      LakeAccess lake, StreamsFactory streams, RejectedEvents rejected, Clock clock) {
    this.lake = Objects.requireNonNull(lake, "lake");
    this.streams = Objects.requireNonNull(streams, "streams");
    this.rejected = Objects.requireNonNull(rejected, "rejected");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * The job of a pipeline's version. A lake table that it writes is made, or given the columns that
   * it lacks.
   *
   * <p>To know whether a version can go on from the state of another, build it with the origins of
   * that one: the fingerprint has them in it.
   *
   * @param flink the configuration it runs with: checkpoints, restarts, state backend
   * @param fence keeps jobs made before from a lake table that this one writes, from now on
   * @throws com.eventbuspro.transform.sql.SqlException if the SQL is wrong, or its rows change and
   *     the destination takes only new ones
   * @throws com.eventbuspro.lake.LakeException {@code SCHEMA_BEHIND} or {@code TABLE_MISSING} if
   *     the lake has not followed the event types yet: try again later. {@code NOT_OURS} or {@code
   *     SCHEMA_INCOMPATIBLE} if the destination's table cannot be written
   * @throws IllegalArgumentException if the destination has no place for a column
   */
  public BuiltJob build(JobSpec spec, Configuration flink, Fence fence) {
    StreamExecutionEnvironment execution = new StreamExecutionEnvironment(settings(spec, flink));
    Rejections rejections = new Rejections(rejected, spec.pipeline().toString(), spec.version());
    StatePlan state = StatePlan.of(spec);
    Map<EventTypeName, PlannedInput> inputs = inputs(state);
    TableEnvironmentImpl environment = environment(spec, inputs, execution, rejections);
    CheckedQuery query = CheckedQuery.check(environment, tables(inputs), spec.sql());
    Results results = new Destinations(lake, streams, rejections).of(spec, query, fence);
    SinkModifyOperation insert =
        new SinkModifyOperation(ResultTable.of(results), query.table().getQueryOperation());
    PlannerBase planner = (PlannerBase) environment.getPlanner();
    RelNode plan = planner.optimize(planner.translateToRel(insert));
    List<Transformation<?>> sinks = planner.translate(List.of(insert));
    StateUids.assign(sinks, Fingerprint.ofState(plan, state.inputs()));
    sinks.forEach(execution::addOperator);
    StreamGraph graph = execution.getStreamGraph();
    graph.setJobName(spec.pipeline() + " v" + spec.version());
    return new BuiltJob(graph, Fingerprint.of(plan, state.inputs(), state.destination()));
  }

  /**
   * The fingerprint of a version, without making anything: see {@link StatePlan#fingerprint}.
   *
   * @throws com.eventbuspro.transform.sql.SqlException as {@link #build} does
   * @throws IllegalArgumentException if the destination's key is not in the result
   */
  public String fingerprint(JobSpec spec) {
    return StatePlan.of(spec).fingerprint();
  }

  private TableEnvironmentImpl environment(
      JobSpec spec,
      Map<EventTypeName, PlannedInput> planned,
      StreamExecutionEnvironment execution,
      Rejections rejections) {
    return SqlEnvironments.running(
        execution,
        EventTypeCatalog.of(
            tables(planned), new InputScans(spec.inputs(), planned, lake, streams, rejections)),
        TransformSettings.of(spec.stateLife()));
  }

  private static EventTypes tables(Map<EventTypeName, PlannedInput> planned) {
    return EventTypes.of(planned.values().stream().map(PlannedInput::table).toList());
  }

  private static Map<EventTypeName, PlannedInput> inputs(StatePlan state) {
    Map<EventTypeName, PlannedInput> planned = new TreeMap<>();
    state.inputs().forEach((name, input) -> planned.put(name, PlannedInput.of(name, input)));
    return planned;
  }

  private static Configuration settings(JobSpec spec, Configuration flink) {
    Configuration settings = new Configuration(flink);
    settings.set(CoreOptions.DEFAULT_PARALLELISM, spec.parallelism());
    settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    // What is under way between operators would be state, too, and of another form in each version.
    settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    return settings;
  }

  /**
   * Decides where an event type is read from, and pins the snapshot that is read. Asking again with
   * the same pin gives the same snapshot for as long as it is not released.
   *
   * @param schemaVersion its newest schema version
   * @param pin letters, digits, {@code _}, {@code .} and {@code -}, up to 100; unique to the run
   * @throws com.eventbuspro.lake.LakeException if the lake has no table, or cannot be reached
   */
  public Origin originOf(
      EventTypeName eventType, int schemaVersion, PipelineStart start, String pin) {
    if (start instanceof PipelineStart.Now) {
      // Arrivals are known by the millisecond; what comes in this one is not left out.
      return live(clock.instant().truncatedTo(ChronoUnit.MILLIS), schemaVersion);
    }
    try (LakeCatalog open = lake.open()) {
      Table table = open.load(eventType);
      OptionalLong pinned = Pins.pinned(table, pin);
      Snapshot current =
          pinned.isPresent() ? table.snapshot(pinned.getAsLong()) : table.currentSnapshot();
      if (current == null) {
        return new Origin(start.toString(), schemaVersion, null, null, Map.of(), 0);
      }
      if (start instanceof PipelineStart.At at && isAfter(at.arrival(), current)) {
        return live(at.arrival(), schemaVersion);
      }
      Pins.pin(table, pin, current.snapshotId());
      Map<String, String> positions = new TreeMap<>();
      TablePositions.read(table, current.snapshotId())
          .forEach((shard, position) -> positions.put(shard.value(), position.encode()));
      return new Origin(
          start.toString(), schemaVersion, current.snapshotId(), pin, positions, rows(current));
    }
  }

  /** Lets all go that was pinned under an id in an event type's table. May be repeated. */
  public void release(EventTypeName eventType, String pin) {
    try (LakeCatalog open = lake.open()) {
      Table table = open.load(eventType);
      for (String id : Pins.all(table).keySet()) {
        if (id.equals(pin) || id.startsWith(pin + ".")) {
          Pins.unpin(table, id);
        }
      }
    }
  }

  /** Whether all that arrived at a moment or later is in the stream only, and may be there now. */
  private boolean isAfter(Instant arrival, Snapshot snapshot) {
    return arrival.toEpochMilli() > snapshot.timestampMillis() && !arrival.isAfter(clock.instant());
  }

  private static Origin live(Instant from, int schemaVersion) {
    return new Origin(from.toString(), schemaVersion, null, null, Map.of(), 0);
  }

  private static long rows(Snapshot snapshot) {
    String total = snapshot.summary().getOrDefault("total-records", "0");
    return total.matches("[0-9]{1,18}") ? Long.parseLong(total) : 0;
  }
}
