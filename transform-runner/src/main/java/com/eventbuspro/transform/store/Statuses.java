package com.eventbuspro.transform.store;

import com.eventbuspro.model.pipeline.PipelineFigures;
import com.eventbuspro.model.pipeline.PipelineFigures.Offender;
import com.eventbuspro.model.pipeline.PipelineName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** How pipelines are; written only while the lease is held. */
public final class Statuses {
  private final DataSource database;
  private final Lease lease;

  /** Over the platform's database. */
  public Statuses(DataSource database, Lease lease) {
    this.database = database;
    this.lease = lease;
  }

  /** Says how pipelines are, those that are still there. */
  public void write(List<Status> statuses) {
    var unused =
        lease.fenced(
            "write how pipelines are",
            connection -> {
              for (Status status : statuses) {
                var unusedRows =
                    Sql.update(
                        connection,
                        """
                        INSERT INTO pipeline_status AS s (pipeline, generation, phase, reason,
                          message, details, changed_at, updated_at)
                        SELECT name, ?, ?, ?, ?, ?::jsonb, now(), now() FROM pipeline
                        WHERE name = ?
                        ON CONFLICT (pipeline) DO UPDATE SET
                          generation = excluded.generation, phase = excluded.phase,
                          reason = excluded.reason, message = excluded.message,
                          details = excluded.details, updated_at = excluded.updated_at,
                          changed_at = CASE WHEN s.phase = excluded.phase THEN s.changed_at
                                            ELSE excluded.changed_at END
                        """,
                        status.generation(),
                        status.standing().phase().name(),
                        status.standing().reason(),
                        status.standing().message(),
                        StoredJson.write(status.figures()),
                        status.pipeline().value());
              }
              return statuses;
            });
  }

  /**
   * How a pipeline was when it was said last.
   *
   * @param generation the generation that it was of
   * @param figures in figures
   * @param at when
   */
  public record Kept(long generation, PipelineFigures figures, Instant at) {}

  /** How pipelines were, by whoever acted on them before. */
  public Map<PipelineName, Kept> kept() {
    Map<PipelineName, Kept> kept = new HashMap<>();
    var unused =
        Sql.query(
            database,
            "read how pipelines were",
            "SELECT pipeline, generation, details, updated_at FROM pipeline_status",
            row -> {
              PipelineName pipeline = new PipelineName(row.getString("pipeline"));
              long generation = row.getLong("generation");
              Instant at = row.getTimestamp("updated_at").toInstant();
              StoredJson.figures(row.getString("details"))
                  .ifPresent(figures -> kept.put(pipeline, new Kept(generation, figures, at)));
              return pipeline;
            });
    return kept;
  }

  /** How many events a pipeline went on without. */
  public long quarantined(PipelineName pipeline) {
    return Sql.query(
            database,
            "count what a pipeline went on without",
            "SELECT count(*) FROM pipeline_quarantine WHERE pipeline = ?",
            row -> row.getLong(1),
            pipeline.value())
        .get(0);
  }

  /** The events that a pipeline could not deal with last. */
  public List<Offender> offenders(PipelineName pipeline, int most) {
    return Sql.query(
        database,
        "read what a pipeline went on without",
        """
        SELECT event_type, shard, sequence FROM pipeline_quarantine
        WHERE pipeline = ? ORDER BY at DESC LIMIT ?
        """,
        row -> new Offender(row.getString(1), row.getString(2), row.getString(3)),
        pipeline.value(),
        most);
  }
}
