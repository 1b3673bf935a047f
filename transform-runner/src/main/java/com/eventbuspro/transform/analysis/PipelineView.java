package com.eventbuspro.transform.analysis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pipelines in the view {@code pipeline_assignment}. */
final class PipelineView {
  // Whoever reads an event type names it.
  private static final String MENTIONING =
      "SELECT pipeline, version, sql, state_hours, destination FROM pipeline_assignment"
          + " WHERE desired <> 'DELETED' AND position(? IN sql) > 0 AND position(? IN sql) > 0"
          + " ORDER BY pipeline";
  private static final JsonMapper JSON = new JsonMapper();

  private final DataSource database;

  PipelineView(DataSource database) {
    this.database = database;
  }

  record Row(String pipeline, int version, String sql, Duration stateLife, JsonNode destination) {}

  /** Those whose SQL has both words in it. */
  List<Row> mentioning(String domain, String event) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(MENTIONING)) {
      statement.setString(1, domain);
      statement.setString(2, event);
      try (ResultSet rows = statement.executeQuery()) {
        List<Row> found = new ArrayList<>();
        while (rows.next()) {
          found.add(
              new Row(
                  rows.getString(1),
                  rows.getInt(2),
                  rows.getString(3),
                  Duration.ofHours(rows.getInt(4)),
                  JSON.readTree(rows.getString(5))));
        }
        return found;
      }
    } catch (SQLException e) {
      throw new ControlPlaneException("The pipelines cannot be read", e);
    }
  }
}
