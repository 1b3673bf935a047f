package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.transform.sql.SqlException;
import com.eventbuspro.transform.sql.Transform;
import com.eventbuspro.transform.sql.Transform.OutputColumn;
import com.eventbuspro.transform.sql.Transform.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds out what SQL means. Safe for many threads. */
public final class Analyzer {
  private final Supplier<SourceEventTypes> eventTypes;
  private final BoundedPlanner planner;

  /**
   * Analyzes.
   *
   * @param eventTypes the event types there are at the moment, such as {@link SourceView#now}
   */
  public Analyzer(Supplier<SourceEventTypes> eventTypes, BoundedPlanner planner) {
    this.eventTypes = eventTypes;
    this.planner = planner;
  }

  /**
   * Answers a request for validation.
   *
   * @throws com.eventbuspro.model.InvalidInputException if the request is wrong, not the SQL
   */
  public Analysis validate(JsonNode request) {
    String sql = RequestFields.sql(request);
    return analyze(
        sql,
        new ReadableEventTypes(eventTypes.get(), RequestFields.readable(request)),
        RequestFields.stateLife(request),
        DestinationJson.parse(request.path("destination")));
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
    DerivedSchema derived = DerivedSchema.of(transform, column -> isPersonal(column, readable));
    Destinations.Verdict verdict = Destinations.check(transform, derived, destination);
    List<Warning> warnings = new ArrayList<>(transform.warnings());
    warnings.addAll(verdict.warnings());
    return new Analysis.Right(
        transform,
        transform.columns().stream().map(column -> isPersonal(column, readable)).toList(),
        derived,
        warnings,
        verdict.faults());
  }

  private static boolean isPersonal(OutputColumn column, ReadableEventTypes readable) {
    return column.origins().stream()
        .anyMatch(origin -> readable.isPersonal(origin.eventType(), origin.column()));
  }
}
