package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.eventtype.PipelineImpact;
import com.eventbuspro.platform.eventtype.ReadingPipelines;
import com.eventbuspro.platform.problem.ApiException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells of event types which pipelines read them, and asks what a new schema does to those. */
@Component
class PipelineReaders implements ReadingPipelines {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineReaders.class);

  private final JdbcClient jdbc;
  private final TransformRunner runner;

  PipelineReaders(JdbcClient jdbc, TransformRunner runner) {
    this.jdbc = jdbc;
    this.runner = runner;
  }

  @Override
  public List<String> of(EventTypeName name) {
    return of(jdbc, name);
  }

  /** By the version that is wanted, and by those that run. */
  static List<String> of(JdbcClient jdbc, EventTypeName name) {
    return jdbc.sql(
            """
            SELECT p.name FROM pipeline p
            WHERE p.desired <> 'DELETED' AND EXISTS (
              SELECT 1 FROM pipeline_version v
              WHERE v.pipeline = p.name AND v.reads @> ARRAY[:eventType]::text[]
                AND (v.version = p.version OR EXISTS (
                  SELECT 1 FROM pipeline_run r
                  WHERE r.pipeline = p.name AND r.version = v.version AND r.state <> 'ENDED')))
            ORDER BY p.name
            """)
        .param("eventType", name.toString())
        .query((row, number) -> row.getString("name"))
        .list();
  }

  @Override
  public Optional<List<PipelineImpact>> impact(EventTypeName name, JsonNode document) {
    try {
      return Optional.of(runner.impact(name, document));
    } catch (ApiException e) {
      LOG.warn("Nobody can tell what a new schema of {} does to pipelines", name, e);
      return Optional.empty();
    }
  }
}
