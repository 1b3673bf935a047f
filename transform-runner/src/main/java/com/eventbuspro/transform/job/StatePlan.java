package com.eventbuspro.transform.job;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.transform.sql.CheckedQuery;
import com.eventbuspro.transform.sql.EventTypeCatalog;
import com.eventbuspro.transform.sql.EventTypeScans;
import com.eventbuspro.transform.sql.EventTypes;
import com.eventbuspro.transform.sql.SqlEnvironments;
import com.eventbuspro.transform.sql.TransformSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.operations.SinkModifyOperation;
import org.apache.flink.table.planner.delegation.PlannerBase;

/**
 * What decides which state a version of a pipeline can go on from. Nothing is made of it, neither a
 * job nor a table.
 *
 * @param sql one SELECT
 * @param inputs the event types that it reads
 * @param destination where the result goes
 * @param stateLife for how long state is kept that is not touched
 */
public record StatePlan(
    String sql,
    Map<EventTypeName, Input> inputs,
    PipelineDestination destination,
    Duration stateLife) {
  public StatePlan {
    inputs = Map.copyOf(inputs);
  }

  /**
   * An event type that is read.
   *
   * @param versions its schema versions
   * @param schemaVersion the one whose columns the SQL sees
   * @param outOfOrderness how much later than others an event may arrive and still count
   * @param start where reading it began, see {@link Origin#start}
   */
  public record Input(
      List<EventSchema> versions, int schemaVersion, Duration outOfOrderness, String start) {
    public Input {
      versions = List.copyOf(versions);
    }

    static Input of(JobInput input) {
      return new Input(
          input.versions(),
          input.origin().schemaVersion(),
          input.outOfOrderness(),
          input.origin().start());
    }
  }

  static StatePlan of(JobSpec spec) {
    Map<EventTypeName, Input> inputs = new TreeMap<>();
    spec.inputs().forEach((name, input) -> inputs.put(name, Input.of(input)));
    return new StatePlan(spec.sql(), inputs, spec.output().destination(), spec.stateLife());
  }

  /**
   * The fingerprint. It may differ from that of the job where the destination's table is wider than
   * the result.
   *
   * @throws com.eventbuspro.transform.sql.SqlException as {@link PipelineJobs#build} does
   * @throws IllegalArgumentException if the destination's key is not in the result
   */
  public String fingerprint() {
    EventTypes tables =
        EventTypes.of(
            inputs.entrySet().stream()
                .map(input -> PlannedInput.of(input.getKey(), input.getValue()).table())
                .toList());
    TableEnvironmentImpl environment =
        SqlEnvironments.looking(
            EventTypeCatalog.of(tables, EventTypeScans.NEVER), TransformSettings.of(stateLife));
    CheckedQuery query = CheckedQuery.check(environment, tables, sql);
    PlannerBase planner = (PlannerBase) environment.getPlanner();
    return Fingerprint.of(
        planner.optimize(
            planner.translateToRel(
                new SinkModifyOperation(
                    ResultTable.of(Destinations.imagined(destination, query)),
                    query.table().getQueryOperation()))),
        inputs,
        destination);
  }
}
