package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  /** A version of a lake table that is backfilled beside it. */
  private static final Pattern VERSION = Pattern.compile("(.+)__v[0-9]+");

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
    Optional<String> version = eventTypeNamedAsVersionOf(table);
    if (version.isPresent()) {
      return Optional.of(
          taken(
              "/destination/name",
              "'"
                  + version.get()
                  + "' is an event type, and versions of the lake table '"
                  + table
                  + "' would be named so",
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
  @Transactional(propagation = Propagation.MANDATORY)
  void requireFree(EventTypeName name) {
    Matcher version = VERSION.matcher(name.toString());
    Optional<Holder> holder = holder(name.toString());
    if (version.matches() && EventTypeName.isValid(version.group(1))) {
      EventTypeName table = EventTypeName.parse(version.group(1));
      // Whoever reserves that table waits for us, and then sees this event type; or we see it.
      notices.lockName(table);
      holder = holder.or(() -> holder(table.toString()));
    }
    if (holder.isPresent()) {
      throw taken(
          "/name",
          "'" + name + "' is a lake table of the pipeline '" + holder.get().pipeline() + "'",
          "Use another name");
    }
  }

  /** An event type whose table is where a version of a lake table would be backfilled. */
  private Optional<String> eventTypeNamedAsVersionOf(EventTypeName table) {
    return jdbc.sql(
            """
            SELECT name FROM event_type
            WHERE starts_with(name, :prefix) AND substr(name, length(:prefix) + 1) ~ '^[0-9]+$'
            ORDER BY name LIMIT 1
            """)
        .param("prefix", table + "__v")
        .query(String.class)
        .optional();
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
