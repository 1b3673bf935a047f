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
  private static final String ALL =
      """
      SELECT c.*, t.commit_interval_seconds
      FROM event_type_capture c JOIN event_type t ON t.name = c.event_type
      """;
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration BEHIND = Duration.ofMinutes(10);

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
    return read(jdbc.sql(ALL + " WHERE c.event_type IN (:names)").param("names", eventTypes));
  }

  /** Of all event types, by name. */
  Map<String, Capture> all() {
    return read(jdbc.sql(ALL));
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
        state(row, unreadSince, now),
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

  private static Capture.State state(ResultSet row, Instant unreadSince, Instant now)
      throws SQLException {
    Integer retention = row.getObject("retention_hours", Integer.class);
    Duration age = Duration.between(unreadSince, now);
    if (retention != null && age.compareTo(Duration.ofHours(retention).dividedBy(2)) > 0) {
      return Capture.State.WILL_EXPIRE;
    }
    Instant reported = time(row, "seen_at");
    if (reported == null) {
      return Capture.State.FINE;
    }
    if (reported.plus(SILENCE).isBefore(now)) {
      return Capture.State.SILENT;
    }
    Duration expected = Duration.ofSeconds(row.getInt("commit_interval_seconds")).multipliedBy(2);
    return age.compareTo(BEHIND.plus(expected)) > 0 ? Capture.State.LAGGING : Capture.State.FINE;
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    return row.getObject(column, Long.class);
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
