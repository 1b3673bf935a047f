package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes the tables of pipelines that are platform-api's to write. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PipelineWrites {
  private final JdbcClient jdbc;
  private final RunnerJson json;

  PipelineWrites(JdbcClient jdbc, RunnerJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Waits until no other transaction changes pipelines. They depend on each other (who reads what),
   * changes are few and short, and so one lock is simpler than many.
   */
  void lock() {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('pipelines', 0))")
        .query((row, number) -> 1)
        .list();
  }

  /** Adds a pipeline, unless there is one of that name. */
  boolean insert(PipelineDraft draft, String by, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO pipeline (name, owner, purpose, desired, version,
                  created_at, created_by, modified_at, modified_by)
                VALUES (:name, :owner, :purpose, 'RUNNING', 1, :now, :by, :now, :by)
                ON CONFLICT (name) DO NOTHING
                """)
            .param("name", draft.name().value())
            .param("owner", draft.owner().value())
            .param("purpose", draft.purpose())
            .param("by", by)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Adds a version, with what the transform-runner said of it. */
  void insertVersion(
      PipelineName name,
      int version,
      PipelineSpec spec,
      Analysis analysis,
      String reason,
      String by,
      Instant now) {
    jdbc.sql(
            """
            INSERT INTO pipeline_version (pipeline, version, sql, start, destination, state_hours,
              parallelism, reads, on_incompatible, analysis, reason, created_at, created_by)
            VALUES (:name, :version, :sql, :start, :destination::jsonb, :stateHours,
              :parallelism, :reads, :onIncompatible, :analysis::jsonb, :reason, :now, :by)
            """)
        .param("name", name.value())
        .param("version", version)
        .param("sql", spec.sql())
        .param("start", spec.start().toString())
        .param(
            "destination", json.mapper().writeValueAsString(DestinationSpec.of(spec.destination())))
        .param("stateHours", spec.stateHours())
        .param("parallelism", spec.parallelism())
        .param("reads", analysis.reads().keySet().toArray(String[]::new))
        .param("onIncompatible", spec.onIncompatible().name())
        .param("analysis", json.mapper().writeValueAsString(analysis.kept()))
        .param("reason", reason)
        .param("by", by)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Adds a version that says the same as an older one. */
  void copyVersion(
      PipelineName name, int from, int version, String reason, String by, Instant now) {
    jdbc.sql(
            """
            INSERT INTO pipeline_version (pipeline, version, sql, start, destination, state_hours,
              parallelism, reads, on_incompatible, analysis, reason, created_at, created_by)
            SELECT pipeline, :version, sql, start, destination, state_hours,
              parallelism, reads, on_incompatible, analysis, :reason, :now, :by
            FROM pipeline_version WHERE pipeline = :name AND version = :from
            """)
        .param("name", name.value())
        .param("from", from)
        .param("version", version)
        .param("reason", reason)
        .param("by", by)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Changes what is wanted of a pipeline, and so its generation. */
  void update(Wanted wanted, String by, Instant now) {
    jdbc.sql(
            """
            UPDATE pipeline SET owner = :owner, purpose = :purpose, desired = :desired,
              version = :version, switch_to = :switchTo, generation = generation + 1,
              modified_at = :now, modified_by = :by
            WHERE name = :name
            """)
        .param("name", wanted.name())
        .param("owner", wanted.owner())
        .param("purpose", wanted.purpose())
        .param("desired", wanted.desired().name())
        .param("version", wanted.version())
        .param("switchTo", wanted.switchTo(), java.sql.Types.INTEGER)
        .param("by", by)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * What is wanted of a pipeline.
   *
   * @param name its name
   * @param owner the team
   * @param purpose what it is for
   * @param desired what it is to do
   * @param version the version it is to run
   * @param switchTo the candidate to switch to, if any
   */
  record Wanted(
      String name,
      String owner,
      String purpose,
      Pipeline.Desired desired,
      int version,
      @Nullable Integer switchTo) {
    static Wanted of(Pipeline pipeline) {
      return new Wanted(
          pipeline.name(),
          pipeline.owner(),
          pipeline.purpose(),
          pipeline.desired(),
          pipeline.version(),
          pipeline.switchTo());
    }

    Wanted desiring(Pipeline.Desired other) {
      return new Wanted(name, owner, purpose, other, version, switchTo);
    }

    /** A switch to a candidate of another version is no longer wanted then. */
    Wanted at(int otherVersion) {
      return new Wanted(name, owner, purpose, desired, otherVersion, null);
    }

    Wanted switchingTo(int candidate) {
      return new Wanted(name, owner, purpose, desired, version, candidate);
    }

    Wanted of(String team, String text) {
      return new Wanted(name, team, text, desired, version, switchTo);
    }
  }

  int newestVersion(PipelineName name) {
    return jdbc.sql("SELECT max(version) FROM pipeline_version WHERE pipeline = :name")
        .param("name", name.value())
        .query(Integer.class)
        .single();
  }

  void insertSecret(PipelineName name, WebhookSecret secret) {
    jdbc.sql("INSERT INTO pipeline_secret (pipeline, secret) VALUES (:name, :secret)")
        .param("name", name.value())
        .param("secret", secret.value())
        .update();
  }

  /** Whether one of these event types is made, directly or through others, by the pipeline. */
  boolean comesFrom(Collection<String> eventTypes, PipelineName name) {
    return jdbc.sql(
            """
            WITH RECURSIVE upstream (event_type) AS (
              SELECT unnest(:eventTypes::text[])
              UNION
              SELECT unnest(v.reads)
              FROM upstream u
              JOIN event_type t ON t.name = u.event_type
              JOIN pipeline p ON p.name = t.pipeline
              JOIN pipeline_version v ON v.pipeline = p.name AND v.version = p.version)
            SELECT EXISTS (
              SELECT 1 FROM upstream u JOIN event_type t ON t.name = u.event_type
              WHERE t.pipeline = :name)
            """)
        .param("eventTypes", eventTypes.toArray(String[]::new))
        .param("name", name.value())
        .query(Boolean.class)
        .single();
  }

  /** The pipelines that read an event type, by what they are to run or do run. */
  List<String> readersOf(EventTypeName eventType) {
    return PipelineReaders.of(jdbc, eventType);
  }

  /** Tells the transform-runner to look; a hint only, since it also looks by itself. */
  void notifyChanged(PipelineName name) {
    jdbc.sql("SELECT pg_notify('pipeline_changed', :name)")
        .param("name", name.value())
        .query((row, number) -> 1)
        .list();
  }
}
