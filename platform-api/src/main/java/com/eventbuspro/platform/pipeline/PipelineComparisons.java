package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.eventtype.PersonalData;
import com.eventbuspro.platform.pipeline.PipelineComparison.Details;
import com.eventbuspro.platform.pipeline.PipelineComparison.Sample;
import com.eventbuspro.platform.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What the transform-runner found when it compared a candidate with the current version. */
@Service
public class PipelineComparisons {
  private final JdbcClient jdbc;
  private final Pipelines pipelines;
  private final LakeTableColumns columns;
  private final RunnerJson json;

  PipelineComparisons(
      JdbcClient jdbc, Pipelines pipelines, LakeTableColumns columns, RunnerJson json) {
    this.jdbc = jdbc;
    this.pipelines = pipelines;
    this.columns = columns;
    this.json = json;
  }

  /**
   * The comparison of the wanted version, as the caller may see it; empty while there is none.
   *
   * @throws com.eventbuspro.platform.problem.ApiException PIPELINE_NOT_FOUND
   */
  @Transactional(readOnly = true)
  public Optional<PipelineComparison> of(PipelineName name, Caller caller) {
    Pipeline pipeline = pipelines.get(name);
    boolean all = caller.role().maySeePersonalData();
    // Only lake tables have versions beside the current one.
    Set<String> shown =
        !all && pipeline.destination().parse() instanceof PipelineDestination.LakeTable table
            ? columns.harmless(table.name())
            : Set.of();
    return jdbc.sql(
            "SELECT * FROM pipeline_comparison WHERE pipeline = :name AND version = :version")
        .param("name", name.value())
        .param("version", pipeline.version())
        .query((row, number) -> comparison(row))
        .optional()
        .map(found -> all ? found : masked(found, shown));
  }

  private PipelineComparison comparison(ResultSet row) throws SQLException {
    Details details = json.mapper().readValue(row.getString("details"), Details.class);
    return new PipelineComparison(
        row.getInt("version"),
        row.getObject("compared_at", OffsetDateTime.class).toInstant(),
        details.comparedRows(),
        details.equalRows(),
        details.onlyCurrentRows(),
        details.onlyCandidateRows(),
        details.complete(),
        details.samples());
  }

  private PipelineComparison masked(PipelineComparison found, Set<String> shown) {
    List<Sample> samples =
        found.samples().stream()
            .map(sample -> new Sample(sample.change(), masked(sample.row(), shown)))
            .toList();
    return new PipelineComparison(
        found.version(),
        found.comparedAt(),
        found.comparedRows(),
        found.equalRows(),
        found.onlyCurrentRows(),
        found.onlyCandidateRows(),
        found.complete(),
        samples);
  }

  private JsonNode masked(JsonNode row, Set<String> shown) {
    ObjectNode masked = json.mapper().createObjectNode();
    row.properties()
        .forEach(
            column ->
                masked.set(
                    column.getKey(),
                    shown.contains(column.getKey()) || column.getValue().isNull()
                        ? column.getValue()
                        : StringNode.valueOf(PersonalData.MASK)));
    return masked;
  }
}
