package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lake tables that pipelines write beside those of event types. One lock by name keeps event types
 * and lake tables apart, whoever is first.
 */
@Component
public class LakeTableNames {
  private final JdbcClient jdbc;
  private final ChangeNotices notices;
  private final EventTypeRepository eventTypes;

  LakeTableNames(JdbcClient jdbc, ChangeNotices notices, EventTypeRepository eventTypes) {
    this.jdbc = jdbc;
    this.notices = notices;
    this.eventTypes = eventTypes;
  }

  /** Who has a name. */
  private record Holder(String pipeline, String owner) {}

  /**
   * Gives a lake table to a pipeline, for ever: the table outlives it.
   *
   * @throws ApiException NAME_TAKEN when it is an event type's or another pipeline's
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void reserve(EventTypeName table, PipelineName pipeline, TeamName owner) {
    notices.lockName(table);
    Optional<ApiException> taken = taken(table, pipeline, owner);
    if (taken.isPresent()) {
      throw taken.get();
    }
    jdbc.sql(
            "INSERT INTO pipeline_lake_table (name, pipeline, owner)"
                + " VALUES (:name, :pipeline, :owner) ON CONFLICT DO NOTHING")
        .param("name", table.toString())
        .param("pipeline", pipeline.value())
        .param("owner", owner.value())
        .update();
  }

  /** Why a pipeline cannot have a lake table; empty when it can. */
  @Transactional(readOnly = true)
  public Optional<ApiException> taken(EventTypeName table, PipelineName pipeline, TeamName owner) {
    if (eventTypes.findByName(table.toString()).isPresent()) {
      return Optional.of(
          taken(
              "/destination/name",
              "'" + table + "' is an event type, and its table is written by the lake sink",
              "Use another name"));
    }
    return holder(table.toString())
        .filter(h -> !h.equals(new Holder(pipeline.value(), owner.value())))
        .map(
            h ->
                taken(
                    "/destination/name",
                    "The lake table '"
                        + table
                        + "' is, or was, written by the pipeline '"
                        + h.pipeline()
                        + "' of team "
                        + h.owner(),
                    "Use another name"));
  }

  /** Hands the lake tables of a pipeline to another team, with the pipeline. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void handOver(PipelineName pipeline, TeamName owner) {
    jdbc.sql("UPDATE pipeline_lake_table SET owner = :owner WHERE pipeline = :pipeline")
        .param("owner", owner.value())
        .param("pipeline", pipeline.value())
        .update();
  }

  /**
   * Refuses an event type's name that is a pipeline's lake table, or one of its versions that are
   * backfilled beside it ({@code <table>__v<version>}).
   *
   * @throws ApiException NAME_TAKEN
   */
  void requireFree(EventTypeName name) {
    Optional<Holder> holder =
        holder(name.toString()).or(() -> holder(name.toString().replaceFirst("__v[0-9]+$", "")));
    if (holder.isPresent()) {
      throw taken(
          "/name",
          "'" + name + "' is a lake table of the pipeline '" + holder.get().pipeline() + "'",
          "Use another name");
    }
  }

  private Optional<Holder> holder(String table) {
    return jdbc.sql("SELECT pipeline, owner FROM pipeline_lake_table WHERE name = :name")
        .param("name", table)
        .query((row, number) -> new Holder(row.getString("pipeline"), row.getString("owner")))
        .optional();
  }

  private static ApiException taken(String pointer, String message, String advice) {
    return new ApiException(
        ProblemCode.NAME_TAKEN,
        message,
        List.of(Violation.of(pointer, ProblemCode.NAME_TAKEN.name(), message, advice)));
  }
}
