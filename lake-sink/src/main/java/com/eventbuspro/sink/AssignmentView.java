package com.eventbuspro.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** The view {@code lake_assignment}. */
final class AssignmentView {
  // The schemas are not named, so PostgreSQL does not collect them: this runs every half second.
  private static final String STAMPS = "SELECT event_type, stream, generation FROM lake_assignment";
  private static final String ROWS =
      "SELECT event_type, stream, time_property, commit_interval_seconds, generation, schemas,"
          + " retention_days, snapshot_retention_hours, compaction_target_mb"
          + " FROM lake_assignment WHERE event_type = ANY (?)";

  private final DataSource database;
  private final JsonMapper json;

  AssignmentView(DataSource database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** What tells that an assignment changed. */
  record Stamp(String stream, long generation) {}

  /** A stamp of every assignment, by event type. */
  Map<String, Stamp> stamps() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STAMPS)) {
      Map<String, Stamp> stamps = new HashMap<>();
      while (rows.next()) {
        stamps.put(rows.getString(1), new Stamp(rows.getString(2), rows.getLong(3)));
      }
      return stamps;
    }
  }

  /** The assignments of these event types, by event type. */
  Map<String, AssignmentRow> rows(Set<String> eventTypes) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(ROWS)) {
      statement.setArray(1, connection.createArrayOf("text", eventTypes.toArray()));
      Map<String, AssignmentRow> found = new HashMap<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          AssignmentRow row = row(rows);
          found.put(row.eventType(), row);
        }
      }
      return found;
    }
  }

  private AssignmentRow row(ResultSet rows) throws SQLException {
    String schemas = rows.getString(6);
    List<AssignmentRow.SchemaRow> parsed =
        schemas == null
            ? List.of()
            : Arrays.asList(json.readValue(schemas, AssignmentRow.SchemaRow[].class));
    return new AssignmentRow(
        rows.getString(1),
        rows.getString(2),
        rows.getString(3),
        rows.getInt(4),
        rows.getLong(5),
        parsed,
        rows.getObject(7, Integer.class),
        rows.getInt(8),
        rows.getInt(9));
  }
}
