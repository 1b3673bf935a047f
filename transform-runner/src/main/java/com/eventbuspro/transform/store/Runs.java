package com.eventbuspro.transform.store;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.job.Origin;
import com.eventbuspro.transform.store.Run.EndReason;
import com.eventbuspro.transform.store.Run.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;

/** The runs of pipelines; written only while the lease is held. */
public final class Runs {
  private static final String COLUMNS =
      "SELECT id, pipeline, version, generation, role, state, job_id, lease_number, origins, fingerprint,"
          + " restored_from, savepoint, end_reason FROM pipeline_run ";

  private final DataSource database;
  private final Lease lease;

  /** Over the platform's database. */
  public Runs(DataSource database, Lease lease) {
    this.database = database;
    this.lease = lease;
  }

  /** All of a pipeline, newest first. */
  public List<Run> of(PipelineName pipeline) {
    return Sql.query(
        database,
        "read the runs of a pipeline",
        COLUMNS + "WHERE pipeline = ? ORDER BY started_at DESC, id",
        Runs::run,
        pipeline.value());
  }

  /** The jobs of all runs that live, of whatever pipeline. */
  public Set<JobID> aliveJobs() {
    return Set.copyOf(
        Sql.query(
            database,
            "read which jobs there are to be",
            "SELECT job_id FROM pipeline_run WHERE state <> 'ENDED'",
            row -> JobID.fromHexString(row.getString(1))));
  }

  /** Records one that is about to be made. */
  public void begin(Run run) {
    var unused =
        lease.fenced(
            "record a run",
            connection -> {
              insert(connection, run);
              return run;
            });
  }

  /**
   * Records that a candidate, which ended, becomes the pipeline.
   *
   * @return false if that is not wanted any more; nothing is recorded then
   */
  public boolean succeed(Run run) {
    return lease.fenced(
        "record a switch",
        connection -> {
          boolean wanted =
              !Sql.query(
                      connection,
                      """
                      SELECT 1 FROM pipeline
                      WHERE name = ? AND version = ? AND switch_to = ? FOR UPDATE
                      """,
                      row -> row.getInt(1),
                      run.pipeline().value(),
                      run.version(),
                      run.version())
                  .isEmpty();
          if (wanted) {
            insert(connection, run);
            var unused =
                Sql.update(
                    connection,
                    "UPDATE pipeline SET switch_to = NULL WHERE name = ?",
                    run.pipeline().value());
          }
          return wanted;
        });
  }

  /** Records that nothing is left of what ended of a candidate. */
  public void supersede(PipelineName pipeline, int version) {
    update(
        "record that a candidate is given up",
        """
        UPDATE pipeline_run SET end_reason = ?
        WHERE pipeline = ? AND version = ? AND role = 'CANDIDATE' AND state = 'ENDED'
        """,
        EndReason.SUPERSEDED.text(),
        pipeline.value(),
        version);
  }

  /**
   * Records what a run is made of, before it is submitted.
   *
   * @return false if the run is not about to start any more: it must not be submitted then
   */
  public boolean prepared(UUID run, Map<EventTypeName, Origin> origins, String fingerprint) {
    return lease.fenced(
        "record what a run is made of",
        connection ->
            Sql.update(
                    connection,
                    """
                    UPDATE pipeline_run SET origins = ?::jsonb, fingerprint = ?
                    WHERE id = ? AND state = 'STARTING'
                    """,
                    StoredJson.origins(origins),
                    fingerprint,
                    run)
                > 0);
  }

  /** Records under which job a run that is about to start is submitted, if it ever is. */
  public void giveJob(UUID run, JobID job) {
    update(
        "record the job of a run",
        "UPDATE pipeline_run SET job_id = ?, lease_number = ? WHERE id = ? AND state = 'STARTING'",
        job.toHexString(),
        lease.number(),
        run);
  }

  /** Records how far a run is. */
  public void move(UUID run, State state, long generation) {
    update(
        "record how far a run is",
        "UPDATE pipeline_run SET state = ?, generation = ? WHERE id = ? AND state <> 'ENDED'",
        state.name(),
        generation,
        run);
  }

  /**
   * Records that a run has no job any more.
   *
   * @param savepoint with what it may be gone on, if with anything
   */
  public void end(UUID run, EndReason reason, @Nullable String savepoint, long generation) {
    update(
        "record the end of a run",
        """
        UPDATE pipeline_run
        SET state = 'ENDED', ended_at = now(), end_reason = ?, savepoint = ?, generation = ?
        WHERE id = ? AND state <> 'ENDED'
        """,
        reason.text(),
        savepoint,
        generation,
        run);
  }

  /** Forgets a pipeline that is to go and of which nothing is left. */
  public void forget(PipelineName pipeline) {
    var unused =
        lease.fenced(
            "forget a pipeline",
            connection -> {
              for (String table : List.of("pipeline_run", "pipeline_quarantine")) {
                var unusedRows =
                    Sql.update(
                        connection,
                        "DELETE FROM " + table + " WHERE pipeline = ?",
                        pipeline.value());
              }
              return Sql.update(
                  connection,
                  "DELETE FROM pipeline WHERE name = ? AND desired = 'DELETED'",
                  pipeline.value());
            });
  }

  private static void insert(Connection connection, Run run) throws SQLException {
    var unused =
        Sql.update(
            connection,
            """
            INSERT INTO pipeline_run (id, pipeline, version, generation, role, state, job_id,
                                      lease_number, origins, fingerprint, restored_from,
                                      started_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, clock_timestamp())
            """,
            run.id(),
            run.pipeline().value(),
            run.version(),
            run.generation(),
            run.role().name(),
            run.state().name(),
            run.job().toHexString(),
            run.leaseNumber(),
            StoredJson.origins(run.origins()),
            run.fingerprint(),
            run.restoredFrom());
  }

  private void update(String what, String sql, @Nullable Object... values) {
    var unused = lease.fenced(what, connection -> Sql.update(connection, sql, values));
  }

  private static Run run(ResultSet row) throws SQLException {
    String reason = row.getString("end_reason");
    return new Run(
        row.getObject("id", UUID.class),
        new PipelineName(row.getString("pipeline")),
        row.getInt("version"),
        row.getLong("generation"),
        Run.Role.valueOf(row.getString("role")),
        State.valueOf(row.getString("state")),
        JobID.fromHexString(row.getString("job_id")),
        row.getLong("lease_number"),
        StoredJson.origins(row.getString("origins")),
        row.getString("fingerprint"),
        row.getString("restored_from"),
        row.getString("savepoint"),
        reason == null ? null : EndReason.parse(reason));
  }
}
