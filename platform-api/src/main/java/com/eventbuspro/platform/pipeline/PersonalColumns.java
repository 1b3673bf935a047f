package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.pipeline.PipelineName;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which columns of pipelines' results may be personal data. A table may still be that of an older
 * version, or have rows of one: so a column counts as personal that any version had so.
 */
@Component
class PersonalColumns {
  private final JdbcClient jdbc;
  private final RunnerJson json;

  PersonalColumns(JdbcClient jdbc, RunnerJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * The columns of a pipeline.
   *
   * @param personal those that may be personal data
   * @param harmless those that are known and are not
   */
  record Columns(Set<String> personal, Set<String> harmless) {}

  Columns of(PipelineName name) {
    Set<String> harmless = new HashSet<>();
    Set<String> personal = new HashSet<>();
    jdbc.sql("SELECT analysis FROM pipeline_version WHERE pipeline = :name")
        .param("name", name.value())
        .query((row, number) -> json.mapper().readValue(row.getString(1), Analysis.class))
        .list()
        .forEach(
            analysis ->
                analysis.columns().forEach(c -> (c.pii() ? personal : harmless).add(c.name())));
    harmless.removeAll(personal);
    return new Columns(personal, harmless);
  }
}
