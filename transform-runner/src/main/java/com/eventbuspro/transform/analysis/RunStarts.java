package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the newest runs of pipelines began, in the control plane's database. */
final class RunStarts implements PipelineStarts {
  // The run whose fingerprint platform-api compares with; none before it was built.
  private static final String CURRENT =
      "SELECT origins, fingerprint FROM pipeline_run WHERE pipeline = ? AND role = 'CURRENT'"
          + " ORDER BY started_at DESC LIMIT 1";
  private static final JsonMapper JSON = new JsonMapper();

  private final DataSource database;

  RunStarts(DataSource database) {
    this.database = database;
  }

  @Override
  public Optional<Map<EventTypeName, String>> of(PipelineName pipeline) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(CURRENT)) {
      statement.setString(1, pipeline.value());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && !rows.getString(2).isEmpty()
            ? Optional.of(starts(JSON.readTree(rows.getString(1))))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new ControlPlaneException("The runs of " + pipeline + " cannot be read", e);
    }
  }

  private static Map<EventTypeName, String> starts(JsonNode origins) {
    Map<EventTypeName, String> starts = new TreeMap<>();
    origins
        .properties()
        .forEach(
            origin ->
                starts.put(
                    EventTypeName.parse(origin.getKey()),
                    origin.getValue().path("start").stringValue("")));
    return starts;
  }
}
