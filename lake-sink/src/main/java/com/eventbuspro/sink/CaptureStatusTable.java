package com.eventbuspro.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The tables {@code lake_sink} and {@code capture_status}, written in one transaction. */
final class CaptureStatusTable {
  private static final String LIFE =
      """
      INSERT INTO lake_sink (id, started_at, seen_at) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
      """;
  // An event type may be gone by now, hence the join.
  private static final String UPSERT =
      """
      INSERT INTO capture_status (event_type, part, sink, unread_since, uncommitted_records,
        last_commit_at, last_commit_rows, last_commit_millis, updated_at)
      SELECT n.event_type, n.part, ?, n.unread_since, n.uncommitted, n.commit_at, n.commit_rows,
        n.commit_millis, n.updated_at
      FROM unnest(?::text[], ?::integer[], ?::timestamptz[], ?::bigint[], ?::timestamptz[],
        ?::bigint[], ?::bigint[], ?::timestamptz[])
        AS n (event_type, part, unread_since, uncommitted, commit_at, commit_rows, commit_millis,
          updated_at)
      JOIN event_type t ON t.name = n.event_type
      ON CONFLICT (event_type, part) DO UPDATE SET
        sink = excluded.sink, unread_since = excluded.unread_since,
        uncommitted_records = excluded.uncommitted_records,
        last_commit_at = coalesce(excluded.last_commit_at, capture_status.last_commit_at),
        last_commit_rows = coalesce(excluded.last_commit_rows, capture_status.last_commit_rows),
        last_commit_millis =
          coalesce(excluded.last_commit_millis, capture_status.last_commit_millis),
        updated_at = excluded.updated_at
      """;
  // Parts are cut anew when the sink is started with another parallelism. What a sink that is gone
  // said of an event type counts until one that started later speaks of it.
  private static final String REPLACE =
      """
      DELETE FROM capture_status c USING lake_sink s
      WHERE c.sink = s.id AND c.event_type = ANY (?) AND s.seen_at < ?
      """;
  private static final String FORGET =
      """
      DELETE FROM lake_sink s WHERE s.seen_at < ?
        AND NOT EXISTS (SELECT FROM capture_status c WHERE c.sink = s.id)
      """;

  private final DataSource database;
  private final String sink = UUID.randomUUID().toString();
  private final Instant startedAt;

  CaptureStatusTable(DataSource database, Instant startedAt) {
    this.database = database;
    this.startedAt = startedAt;
  }

  /** Writes rows, and that this sink lives: all or nothing, so that no old row looks alive. */
  void write(List<CaptureRow> rows, Instant now) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        live(connection, now);
        if (!rows.isEmpty()) {
          upsert(connection, rows);
          replace(connection, rows);
        }
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private void live(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement life = connection.prepareStatement(LIFE)) {
      life.setString(1, sink);
      life.setTimestamp(2, Timestamp.from(startedAt));
      life.setTimestamp(3, Timestamp.from(now));
      life.executeUpdate();
    }
  }

  private void upsert(Connection connection, List<CaptureRow> rows) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      upsert.setString(1, sink);
      array(upsert, 2, "text", rows, CaptureRow::eventType);
      array(upsert, 3, "integer", rows, CaptureRow::part);
      array(upsert, 4, "timestamptz", rows, row -> timestamp(row.unreadSince()));
      array(upsert, 5, "bigint", rows, CaptureRow::uncommitted);
      array(
          upsert,
          6,
          "timestamptz",
          rows,
          row -> row.lastCommit() == null ? null : timestamp(row.lastCommit().at()));
      array(
          upsert,
          7,
          "bigint",
          rows,
          row -> row.lastCommit() == null ? null : row.lastCommit().rows());
      array(
          upsert,
          8,
          "bigint",
          rows,
          row -> row.lastCommit() == null ? null : row.lastCommit().millis());
      array(upsert, 9, "timestamptz", rows, row -> timestamp(row.updatedAt()));
      upsert.executeUpdate();
    }
  }

  private void replace(Connection connection, List<CaptureRow> rows) throws SQLException {
    try (PreparedStatement replace = connection.prepareStatement(REPLACE);
        PreparedStatement forget = connection.prepareStatement(FORGET)) {
      array(replace, 1, "text", rows, CaptureRow::eventType);
      replace.setTimestamp(2, Timestamp.from(startedAt));
      if (replace.executeUpdate() > 0) {
        forget.setTimestamp(1, Timestamp.from(startedAt));
        forget.executeUpdate();
      }
    }
  }

  private static void array(
      PreparedStatement statement,
      int index,
      String type,
      List<CaptureRow> rows,
      Function<CaptureRow, @Nullable Object> value)
      throws SQLException {
    statement.setArray(
        index, statement.getConnection().createArrayOf(type, rows.stream().map(value).toArray()));
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }
}
