package com.eventbuspro.platform.ledger;

import com.eventbuspro.lake.ledger.SequenceRange;
import com.eventbuspro.model.position.Position;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the ledger's tables. */
@Component
class LedgerRows {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  LedgerRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * How far an event type's ledger is.
   *
   * @param positions how far the shards are in the table
   * @param recordedAt when that was last recorded; null when never
   * @param judgeFrom the first hour whose counts changed since they were compared; null when none
   */
  record Book(
      Map<String, Position> positions, @Nullable Instant recordedAt, @Nullable Instant judgeFrom) {
    static final Book EMPTY = new Book(Map.of(), null, null);
  }

  Book book(String eventType) {
    return jdbc.sql(
            "SELECT positions::text, recorded_at, judge_from FROM ledger_book"
                + " WHERE event_type = :name")
        .param("name", eventType)
        .query(
            (row, number) ->
                new Book(positions(row.getString(1)), instant(row, 2), instant(row, 3)))
        .optional()
        .orElse(Book.EMPTY);
  }

  Map<String, Position> positions(String text) {
    Map<String, Position> positions = new HashMap<>();
    json.readValue(text, TEXTS)
        .forEach((shard, position) -> positions.put(shard, Position.decode(position)));
    return positions;
  }

  /** What was published from one hour on and before another. */
  List<Figures.Published> published(String eventType, Instant from, Instant before) {
    return jdbc.sql(
            """
            SELECT hour, shard, acknowledged, unknown, bytes, first_sequence, last_sequence
            FROM ledger_published
            WHERE event_type = :name AND hour >= :from AND hour < :before
            """)
        .param("name", eventType)
        .param("from", time(from))
        .param("before", time(before))
        .query(
            (row, number) ->
                new Figures.Published(
                    hour(row),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    range(row, 6)))
        .list();
  }

  /** What was captured from one hour on and before another. */
  List<Figures.Captured> captured(String eventType, Instant from, Instant before) {
    return jdbc.sql(
            """
            SELECT hour, shard, read, in_table, in_quarantine, discarded,
                   first_sequence, last_sequence
            FROM ledger_captured
            WHERE event_type = :name AND hour >= :from AND hour < :before
            """)
        .param("name", eventType)
        .param("from", time(from))
        .param("before", time(before))
        .query(
            (row, number) ->
                new Figures.Captured(
                    hour(row),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    range(row, 7)))
        .list();
  }

  /** All that was noted of an event type; there is little. */
  List<Figures.Note> notes(String eventType) {
    return jdbc.sql(
            """
            SELECT hour, shard, kind, first_sequence, last_sequence
            FROM ledger_note WHERE event_type = :name ORDER BY id
            """)
        .param("name", eventType)
        .query(
            (row, number) ->
                new Figures.Note(
                    hour(row),
                    row.getString(2),
                    ProblemKind.valueOf(row.getString(3)),
                    number(row, 4),
                    number(row, 5)))
        .list();
  }

  /** What was found from one hour on and before another. */
  List<Finding> findings(String eventType, Instant from, Instant before) {
    return jdbc.sql(
            """
            SELECT hour, shard, kind, first_sequence, last_sequence, records
            FROM ledger_finding
            WHERE event_type = :name AND hour >= :from AND hour < :before
            ORDER BY hour, shard, first_sequence
            """)
        .param("name", eventType)
        .param("from", time(from))
        .param("before", time(before))
        .query((row, number) -> finding(row))
        .list();
  }

  private static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        hour(row),
        row.getString(2),
        ProblemKind.valueOf(row.getString(3)),
        new SequenceRange(
            row.getBigDecimal(4).toBigIntegerExact(), row.getBigDecimal(5).toBigIntegerExact()),
        row.getLong(6));
  }

  /** The hours of which there is something, newest first. */
  List<Instant> hours(String eventType, Instant from, Instant before, int limit) {
    return jdbc.sql(
            """
            SELECT hour FROM (
              (SELECT DISTINCT hour FROM ledger_published
               WHERE event_type = :name AND hour >= :from AND hour < :before
               ORDER BY hour DESC LIMIT :limit)
              UNION
              (SELECT DISTINCT hour FROM ledger_captured
               WHERE event_type = :name AND hour >= :from AND hour < :before
               ORDER BY hour DESC LIMIT :limit)
              UNION
              (SELECT DISTINCT hour FROM ledger_note
               WHERE event_type = :name AND hour >= :from AND hour < :before
               ORDER BY hour DESC LIMIT :limit)) AS hours
            ORDER BY hour DESC LIMIT :limit
            """)
        .param("name", eventType)
        .param("from", time(from))
        .param("before", time(before))
        .param("limit", limit)
        .query((row, number) -> hour(row))
        .list();
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static Instant hour(ResultSet row) throws SQLException {
    return row.getObject(1, OffsetDateTime.class).toInstant();
  }

  private static @Nullable SequenceRange range(ResultSet row, int column) throws SQLException {
    BigInteger first = number(row, column);
    BigInteger last = number(row, column + 1);
    return first == null || last == null ? null : new SequenceRange(first, last);
  }

  private static @Nullable BigInteger number(ResultSet row, int column) throws SQLException {
    BigDecimal number = row.getBigDecimal(column);
    return number == null ? null : number.toBigIntegerExact();
  }
}
