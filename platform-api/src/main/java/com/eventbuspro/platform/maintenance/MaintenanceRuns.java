package com.eventbuspro.platform.maintenance;

import com.eventbuspro.model.EventTypeName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code maintenance_run}, which the lake sink writes. */
@Component
class MaintenanceRuns {
  private static final String OF_EVENT_TYPE =
      """
      SELECT table_role, kind, state, started_at, ended_at, percent, count_before, count_after,
             bytes_before, bytes_after, message, last_done_at, updated_at
      FROM maintenance_run WHERE event_type = :name ORDER BY started_at DESC, kind, table_role
      """;

  private final JdbcClient jdbc;

  MaintenanceRuns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<MaintenanceRun> of(EventTypeName name) {
    return jdbc.sql(OF_EVENT_TYPE)
        .param("name", name.toString())
        .query((row, number) -> run(row))
        .list();
  }

  private static MaintenanceRun run(ResultSet row) throws SQLException {
    MaintenanceRun.Kind kind = MaintenanceRun.Kind.valueOf(row.getString("kind"));
    return new MaintenanceRun(
        MaintenanceRun.Table.valueOf(row.getString("table_role")),
        kind,
        MaintenanceRun.State.valueOf(row.getString("state")),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        instant(row, "ended_at"),
        row.getInt("percent"),
        kind.unit(),
        row.getLong("count_before"),
        row.getLong("count_after"),
        row.getLong("bytes_before"),
        row.getLong("bytes_after"),
        row.getString("message"),
        instant(row, "last_done_at"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
