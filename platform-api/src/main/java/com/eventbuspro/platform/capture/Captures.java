package com.eventbuspro.platform.capture;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads how far the lake is. Written by the lake sink. */
@Service
public class Captures {
  private final JdbcClient jdbc;
  private final Clock clock;

  Captures(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Of these event types, by name; one statement. Those that do not exist are left out. */
  public Map<String, Capture> of(Collection<String> eventTypes) {
    if (eventTypes.isEmpty()) {
      return Map.of();
    }
    return read(
        jdbc.sql("SELECT * FROM event_type_capture WHERE event_type IN (:names)")
            .param("names", eventTypes));
  }

  /** Of all event types, by name. */
  Map<String, Capture> all() {
    return read(jdbc.sql("SELECT * FROM event_type_capture"));
  }

  private Map<String, Capture> read(JdbcClient.StatementSpec statement) {
    Instant now = clock.instant();
    Map<String, Capture> found = new LinkedHashMap<>();
    statement.query(
        row -> {
          found.put(row.getString("event_type"), capture(row, now));
        });
    return found;
  }

  private static Capture capture(ResultSet row, Instant now) throws SQLException {
    Instant unreadSince = row.getObject("unread_since", OffsetDateTime.class).toInstant();
    return new Capture(
        Math.max(0, Duration.between(unreadSince, now).toSeconds()),
        unreadSince,
        time(row, "seen_at"),
        number(row, "uncommitted_records"),
        time(row, "last_commit_at"),
        number(row, "last_commit_rows"),
        number(row, "last_commit_millis"),
        row.getObject("retention_hours", Integer.class),
        time(row, "expires_unread_at"));
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    return row.getObject(column, Long.class);
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
