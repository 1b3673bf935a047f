package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.pipeline.PipelineFigures;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.platform.pipeline.PipelineStatus.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Reads the tables of pipelines. */
@Component
class PipelineReads {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineReads.class);
  private static final String PIPELINES =
      """
      SELECT p.*, v.sql, v.start, v.destination, v.state_hours, v.parallelism, v.on_incompatible,
        v.reads, v.analysis, s.generation AS observed_generation, s.phase,
        s.reason AS status_reason, s.message, s.details, s.changed_at, s.updated_at,
        coalesce((SELECT expires_at > now() FROM transform_runner_lease), false) AS runner_alive
      FROM pipeline p
      JOIN pipeline_version v ON v.pipeline = p.name AND v.version = p.version
      LEFT JOIN pipeline_status s ON s.pipeline = p.name
      """;
  private static final int RUNS = 50;

  private final JdbcClient jdbc;
  private final RunnerJson json;

  PipelineReads(JdbcClient jdbc, RunnerJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** One pipeline, with its runs. */
  Optional<Pipeline> find(PipelineName name) {
    return find(name, "");
  }

  /** The same, locked until the end of the transaction. */
  Optional<Pipeline> findForChange(PipelineName name) {
    return find(name, " FOR UPDATE OF p");
  }

  private Optional<Pipeline> find(PipelineName name, String lock) {
    return jdbc.sql(PIPELINES + " WHERE p.name = :name" + lock)
        .param("name", name.value())
        .query((row, number) -> pipeline(row, columns(row), runs(name)))
        .optional();
  }

  /** In the order of names, without columns and runs; an empty filter lets everything through. */
  List<Pipeline> page(Pipelines.Search search, String after, int limit) {
    return jdbc.sql(
            PIPELINES
                + """
                WHERE p.name > :after
                  AND (:owner = '' OR p.owner = :owner)
                  AND (:text = '' OR strpos(p.name, :text) > 0
                    OR strpos(lower(p.purpose), :text) > 0)
                  AND (:phase = '' OR coalesce(s.phase, 'WAITING') = :phase)
                  AND (:reads = '' OR v.reads @> ARRAY[:reads]::text[])
                ORDER BY p.name LIMIT :limit
                """)
        .param("after", after)
        .param("owner", search.owner())
        .param("text", search.text())
        .param("phase", search.phase() == null ? "" : search.phase().name())
        .param("reads", search.reads())
        .param("limit", limit)
        .query((row, number) -> pipeline(row, List.of(), List.of()))
        .list();
  }

  /** Versions of a pipeline, the newest first. */
  List<PipelineVersion> versions(PipelineName name, int limit) {
    return jdbc.sql(
            """
            SELECT v.*, v.version = p.version AS current
            FROM pipeline_version v JOIN pipeline p ON p.name = v.pipeline
            WHERE v.pipeline = :name ORDER BY v.version DESC LIMIT :limit
            """)
        .param("name", name.value())
        .param("limit", limit)
        .query((row, number) -> version(row))
        .list();
  }

  /** What a version brings forth, as it was analysed. */
  List<OutputColumn> columns(PipelineName name, int version) {
    return jdbc.sql(
            "SELECT analysis FROM pipeline_version WHERE pipeline = :name AND version = :version")
        .param("name", name.value())
        .param("version", version)
        .query((row, number) -> columns(row))
        .single();
  }

  /** Events that it went on without, the newest first. */
  List<QuarantinedEvent> quarantine(
      PipelineName name, @Nullable QuarantinePlace before, int limit) {
    QuarantinePlace from = before == null ? QuarantinePlace.FIRST : before;
    return jdbc.sql(
            """
            SELECT * FROM pipeline_quarantine
            WHERE pipeline = :name AND (at, event_type, shard, sequence)
              < (:at::timestamptz, :eventType, :shard, :sequence)
            ORDER BY at DESC, event_type DESC, shard DESC, sequence DESC LIMIT :limit
            """)
        .param("name", name.value())
        .param("at", from.at())
        .param("eventType", from.eventType())
        .param("shard", from.shard())
        .param("sequence", from.sequence())
        .param("limit", limit)
        .query(
            (row, number) ->
                new QuarantinedEvent(
                    row.getInt("version"),
                    row.getString("event_type"),
                    row.getString("shard"),
                    row.getString("sequence"),
                    row.getString("cause"),
                    row.getString("message"),
                    false,
                    time(row, "at")))
        .list();
  }

  /**
   * The state that the current job has.
   *
   * @param fingerprint of its plan
   * @param start where its version was told to begin
   */
  record JobState(String fingerprint, PipelineStart start) {}

  /** The state that the current job has, if there is one. */
  Optional<JobState> state(PipelineName name) {
    return jdbc.sql(
            """
            SELECT r.fingerprint, v.start FROM pipeline_run r
            JOIN pipeline_version v ON v.pipeline = r.pipeline AND v.version = r.version
            WHERE r.pipeline = :name AND r.role = 'CURRENT'
            ORDER BY r.started_at DESC LIMIT 1
            """)
        .param("name", name.value())
        .query(
            (row, number) ->
                new JobState(
                    row.getString("fingerprint"), PipelineStart.parse(row.getString("start"))))
        .optional();
  }

  private List<PipelineRun> runs(PipelineName name) {
    return jdbc.sql(
            "SELECT * FROM pipeline_run WHERE pipeline = :name"
                + " ORDER BY started_at DESC, id LIMIT :limit")
        .param("name", name.value())
        .param("limit", RUNS)
        .query(
            (row, number) ->
                new PipelineRun(
                    row.getObject("id", UUID.class),
                    row.getInt("version"),
                    PipelineRun.Role.valueOf(row.getString("role")),
                    PipelineRun.State.valueOf(row.getString("state")),
                    row.getString("job_id"),
                    row.getString("restored_from"),
                    row.getString("savepoint"),
                    row.getString("end_reason"),
                    time(row, "started_at"),
                    timeOrNull(row, "ended_at")))
        .list();
  }

  private List<OutputColumn> columns(ResultSet row) throws SQLException {
    return analysis(row).columns();
  }

  private Analysis analysis(ResultSet row) throws SQLException {
    return json.mapper().readValue(row.getString("analysis"), Analysis.class);
  }

  private Pipeline pipeline(ResultSet row, List<OutputColumn> columns, List<PipelineRun> runs)
      throws SQLException {
    return new Pipeline(
        row.getString("name"),
        row.getString("owner"),
        row.getString("purpose"),
        Pipeline.Desired.valueOf(row.getString("desired")),
        row.getInt("version"),
        row.getLong("generation"),
        row.getObject("switch_to", Integer.class),
        row.getString("sql"),
        row.getString("start"),
        destination(row),
        row.getInt("state_hours"),
        row.getInt("parallelism"),
        OnIncompatible.valueOf(row.getString("on_incompatible")),
        reads(row),
        analysis(row).changes(),
        columns,
        status(row),
        runs,
        null,
        null,
        null,
        time(row, "created_at"),
        row.getString("created_by"),
        time(row, "modified_at"),
        row.getString("modified_by"));
  }

  private PipelineVersion version(ResultSet row) throws SQLException {
    return new PipelineVersion(
        row.getInt("version"),
        row.getBoolean("current"),
        row.getString("sql"),
        row.getString("start"),
        destination(row),
        row.getInt("state_hours"),
        row.getInt("parallelism"),
        OnIncompatible.valueOf(row.getString("on_incompatible")),
        reads(row),
        row.getString("reason"),
        time(row, "created_at"),
        row.getString("created_by"));
  }

  private DestinationSpec destination(ResultSet row) throws SQLException {
    return json.mapper().readValue(row.getString("destination"), DestinationSpec.class);
  }

  private static List<String> reads(ResultSet row) throws SQLException {
    return List.of((String[]) row.getArray("reads").getArray());
  }

  private PipelineStatus status(ResultSet row) throws SQLException {
    boolean alive = row.getBoolean("runner_alive");
    String phase = row.getString("phase");
    if (phase == null) {
      return PipelineStatus.notYet(alive);
    }
    return new PipelineStatus(
        Phase.valueOf(phase),
        row.getString("status_reason"),
        row.getString("message"),
        row.getLong("observed_generation"),
        alive,
        time(row, "changed_at"),
        time(row, "updated_at"),
        figures(row));
  }

  private @Nullable PipelineFigures figures(ResultSet row) throws SQLException {
    try {
      return json.mapper().readValue(row.getString("details"), PipelineFigures.class);
    } catch (JacksonException e) {
      LOG.warn("The figures of the pipeline {} cannot be read", row.getString("name"), e);
      return null;
    }
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(timeOrNull(row, column), column);
  }

  private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
