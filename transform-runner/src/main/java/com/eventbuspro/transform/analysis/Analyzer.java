package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.transform.job.StatePlan;
import com.eventbuspro.transform.sql.SqlException;
import com.eventbuspro.transform.sql.Transform;
import com.eventbuspro.transform.sql.Transform.OutputColumn;
import com.eventbuspro.transform.sql.Transform.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Finds out what SQL means. Safe for many threads. */
public final class Analyzer {
  private static final Logger LOG = LoggerFactory.getLogger(Analyzer.class);

  private final Supplier<SourceEventTypes> eventTypes;
  private final BoundedPlanner planner;
  private final PipelineStarts starts;

  /**
   * Analyzes SQL of the pipelines in the control plane's database.
   *
   * @param eventTypes the event types there are at the moment, such as {@link SourceView#now}
   */
  public Analyzer(
      Supplier<SourceEventTypes> eventTypes, BoundedPlanner planner, DataSource database) {
    this(eventTypes, planner, new RunStarts(database));
  }

  /** Analyzes SQL that is of no pipeline. */
  public Analyzer(Supplier<SourceEventTypes> eventTypes, BoundedPlanner planner) {
    this(eventTypes, planner, PipelineStarts.NONE);
  }

  private Analyzer(
      Supplier<SourceEventTypes> eventTypes, BoundedPlanner planner, PipelineStarts starts) {
    this.eventTypes = eventTypes;
    this.planner = planner;
    this.starts = starts;
  }

  /**
   * Answers a request for validation.
   *
   * @throws com.eventbuspro.model.InvalidInputException if the request is wrong, not the SQL
   */
  public Analysis validate(JsonNode request) {
    String sql = RequestFields.sql(request);
    ReadableEventTypes readable =
        new ReadableEventTypes(eventTypes.get(), RequestFields.readable(request));
    Duration stateLife = RequestFields.stateLife(request);
    PipelineDestination destination = DestinationJson.parse(request.path("destination"));
    PipelineName pipeline = RequestFields.pipeline(request);
    Analysis analysis = analyze(sql, readable, stateLife, destination);
    if (analysis instanceof Analysis.Right right
        && pipeline != null
        && destination != null
        && right.destinationFaults().isEmpty()) {
      Map<EventTypeName, String> begun = starts.of(pipeline).orElse(null);
      if (begun != null) {
        return right.withFingerprint(
            fingerprint(sql, inputs(right, readable, begun), destination, stateLife));
      }
    }
    return analysis;
  }

  /** As the life cycle sees them when it decides how a version follows another. */
  private static Map<EventTypeName, StatePlan.Input> inputs(
      Analysis.Right right, ReadableEventTypes readable, Map<EventTypeName, String> begun) {
    Map<EventTypeName, StatePlan.Input> inputs = new HashMap<>();
    for (EventTypeName name : right.transform().reads().keySet()) {
      readable
          .eventType(name)
          .ifPresent(
              type ->
                  inputs.put(
                      name,
                      new StatePlan.Input(
                          type.versions(),
                          type.nextVersion() - 1,
                          type.outOfOrderness(),
                          begun.getOrDefault(name, PipelineStart.HISTORY.toString()))));
    }
    return inputs;
  }

  private @Nullable String fingerprint(
      String sql,
      Map<EventTypeName, StatePlan.Input> inputs,
      PipelineDestination destination,
      Duration stateLife) {
    try {
      return planner.bounded(
          () -> new StatePlan(sql, inputs, destination, stateLife).fingerprint());
    } catch (SqlException e) {
      // Too slow this time, say: whether its state is kept is not known then.
      LOG.debug("No fingerprint of SQL that is right", e);
      return null;
    }
  }

  /**
   * Analyzes.
   *
   * @param readable the event types that the SQL may name
   * @param destination where the result is to go; null if nobody knows yet
   * @throws BusyException when too many do the same
   * @throws ControlPlaneException when the event types cannot be had
   */
  public Analysis analyze(
      String sql,
      ReadableEventTypes readable,
      Duration stateLife,
      @Nullable PipelineDestination destination) {
    Transform transform;
    try {
      transform = planner.plan(sql, readable, stateLife);
    } catch (SqlException e) {
      return new Analysis.Wrong(e.fault());
    }
    DerivedSchema derived =
        DerivedSchema.of(
            transform, column -> isPersonal(column, readable), column -> isTime(column, readable));
    Destinations.Verdict verdict = Destinations.check(transform, derived, destination);
    List<Warning> warnings = new ArrayList<>(transform.warnings());
    warnings.addAll(verdict.warnings());
    return new Analysis.Right(
        transform,
        transform.columns().stream().map(column -> isPersonal(column, readable)).toList(),
        derived,
        warnings,
        verdict.faults(),
        null);
  }

  private static boolean isPersonal(OutputColumn column, ReadableEventTypes readable) {
    return column.origins().stream()
        .anyMatch(origin -> readable.isPersonal(origin.eventType(), origin.column()));
  }

  private static boolean isTime(OutputColumn column, ReadableEventTypes readable) {
    return column.origins().size() == 1
        && column.origins().stream()
            .allMatch(origin -> readable.isTime(origin.eventType(), origin.column()));
  }
}
