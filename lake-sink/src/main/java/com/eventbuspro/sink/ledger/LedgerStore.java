package com.eventbuspro.sink.ledger;

import com.eventbuspro.lake.ledger.LedgerMark;
import com.eventbuspro.lake.ledger.SequenceRange;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The ledger's tables in PostgreSQL, as far as the lake sink writes them. */
class LedgerStore {
  private static final String BOOKS =
      "SELECT event_type, table_uuid, commit_number, snapshot_id, positions::text, asked FROM ledger_book"
          + " WHERE event_type = ANY (?)";

  // Sorted, as everybody locks them: two that did otherwise could wait for each other.
  private static final String MAKE =
      "INSERT INTO ledger_book (event_type) SELECT name FROM unnest(?) AS name ORDER BY name"
          + " ON CONFLICT DO NOTHING";
  private static final String LOCK =
      "SELECT event_type, table_uuid, commit_number, snapshot_id FROM ledger_book"
          + " WHERE event_type = ANY (?) ORDER BY event_type FOR UPDATE";
  private static final String MOVE =
      """
      UPDATE ledger_book SET table_uuid = ?, commit_number = ?, snapshot_id = ?,
        positions = ?::jsonb, captured = captured + ?, recorded_at = now(),
        judge_from = LEAST(judge_from, to_timestamp(?)), looked = GREATEST(looked, ?)
      WHERE event_type = ?
      """;
  private static final String LOOK_AGAIN =
      "SELECT event_type FROM ledger_book WHERE asked > looked LIMIT 1000";
  private static final String VOID = "DELETE FROM ledger_captured WHERE event_type = ?";
  private static final String ADD =
      """
      INSERT INTO ledger_captured AS c
        (event_type, hour, shard, read, in_table, in_quarantine, discarded,
         first_sequence, last_sequence)
      VALUES (?, to_timestamp(?), ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (event_type, hour, shard) DO UPDATE SET
        read = c.read + excluded.read,
        in_table = c.in_table + excluded.in_table,
        in_quarantine = c.in_quarantine + excluded.in_quarantine,
        discarded = c.discarded + excluded.discarded,
        first_sequence = LEAST(c.first_sequence, excluded.first_sequence),
        last_sequence = GREATEST(c.last_sequence, excluded.last_sequence)
      """;
  private static final String NOTE =
      """
      INSERT INTO ledger_note
        (event_type, hour, shard, kind, first_sequence, last_sequence, noted_at)
      VALUES (?, to_timestamp(?), ?, ?, ?, ?, now())
      """;
  private static final long HOUR_SECONDS = 3_600;
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DataSource database;

  LedgerStore(DataSource database) {
    this.database = database;
  }

  /** The event types whose tables somebody else committed to. */
  List<EventTypeName> toLookAt() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(LOOK_AGAIN);
        ResultSet rows = select.executeQuery()) {
      List<EventTypeName> names = new ArrayList<>();
      while (rows.next()) {
        names.add(EventTypeName.parse(rows.getString(1)));
      }
      return names;
    }
  }

  /** How far the ledger of each event type is; those that have none are left out. */
  Map<EventTypeName, Book> books(Collection<EventTypeName> eventTypes) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(BOOKS)) {
      select.setArray(1, connection.createArrayOf("text", eventTypes.toArray()));
      Map<EventTypeName, Book> books = new HashMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          EventTypeName name = EventTypeName.parse(rows.getString(1));
          books.put(
              name,
              new Book(
                  name,
                  rows.getObject(2, UUID.class),
                  new LedgerMark(rows.getLong(3), rows.getLong(4)),
                  positions(rows.getString(5)),
                  rows.getLong(6)));
        }
      }
      return books;
    }
  }

  /**
   * Makes postings true, all that still fit in one transaction.
   *
   * @return those that were made true; the others' books have moved meanwhile
   * @throws SQLException nobody knows whether they were: read the books
   */
  List<Posting> save(List<Posting> postings) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        List<Posting> fitting = lock(connection, postings);
        write(connection, fitting);
        connection.commit();
        return fitting;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static List<Posting> lock(Connection connection, List<Posting> postings)
      throws SQLException {
    Map<String, Posting> byName = new TreeMap<>();
    postings.forEach(p -> byName.put(p.before().eventType().toString(), p));
    Object[] names = byName.keySet().toArray();
    try (PreparedStatement make = connection.prepareStatement(MAKE);
        PreparedStatement lock = connection.prepareStatement(LOCK)) {
      make.setArray(1, connection.createArrayOf("text", names));
      make.executeUpdate();
      lock.setArray(1, connection.createArrayOf("text", names));
      List<Posting> fitting = new ArrayList<>();
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          Posting posting = byName.get(rows.getString(1));
          Book before = posting.before();
          LedgerMark mark = new LedgerMark(rows.getLong(3), rows.getLong(4));
          if (mark.equals(before.mark())
              && Objects.equals(rows.getObject(2, UUID.class), before.table())) {
            fitting.add(posting);
          }
        }
      }
      return fitting;
    }
  }

  private static void write(Connection connection, List<Posting> postings) throws SQLException {
    try (PreparedStatement empty = connection.prepareStatement(VOID);
        PreparedStatement add = connection.prepareStatement(ADD);
        PreparedStatement note = connection.prepareStatement(NOTE);
        PreparedStatement move = connection.prepareStatement(MOVE)) {
      for (Posting posting : postings) {
        String name = posting.before().eventType().toString();
        if (posting.voidsOldCounts()) {
          empty.setString(1, name);
          empty.addBatch();
        }
        for (Map.Entry<Counts.Key, Counts> row : posting.counts().entrySet()) {
          bind(add, name, row.getKey(), row.getValue());
          add.addBatch();
        }
        for (Note one : posting.notes()) {
          bind(note, name, one);
          note.addBatch();
        }
        bind(move, posting, name);
        move.addBatch();
      }
      empty.executeBatch();
      add.executeBatch();
      note.executeBatch();
      move.executeBatch();
    }
  }

  private static void bind(PreparedStatement add, String name, Counts.Key key, Counts counts)
      throws SQLException {
    SequenceRange range = counts.range();
    add.setString(1, name);
    add.setLong(2, key.hour() * HOUR_SECONDS);
    add.setString(3, key.shard());
    add.setLong(4, counts.read());
    add.setLong(5, counts.rows());
    add.setLong(6, counts.rejected());
    add.setLong(7, counts.discarded());
    setNumber(add, 8, range == null ? null : range.first());
    setNumber(add, 9, range == null ? null : range.last());
  }

  private static void bind(PreparedStatement add, String name, Note note) throws SQLException {
    add.setString(1, name);
    add.setLong(2, note.hour() * HOUR_SECONDS);
    add.setString(3, note.shard());
    add.setString(4, note.kind().name());
    setNumber(add, 5, note.first());
    setNumber(add, 6, note.last());
  }

  private static void bind(PreparedStatement move, Posting posting, String name)
      throws SQLException {
    Book after = posting.after();
    move.setObject(1, after.table());
    move.setLong(2, after.mark().number());
    move.setLong(3, after.mark().snapshotId());
    move.setString(4, text(after.positions()));
    move.setLong(5, posting.captured());
    if (posting.firstHour() == Long.MAX_VALUE) {
      move.setNull(6, Types.DOUBLE);
    } else {
      move.setDouble(6, posting.firstHour() * HOUR_SECONDS);
    }
    move.setLong(7, posting.looked());
    move.setString(8, name);
  }

  private static void setNumber(PreparedStatement statement, int index, @Nullable BigInteger value)
      throws SQLException {
    statement.setBigDecimal(index, value == null ? null : new BigDecimal(value));
  }

  private static String text(Map<ShardId, Position> positions) {
    Map<String, String> texts = new TreeMap<>();
    positions.forEach((shard, position) -> texts.put(shard.value(), position.encode()));
    return JSON.writeValueAsString(texts);
  }

  private static Map<ShardId, Position> positions(String text) {
    Map<ShardId, Position> positions = new HashMap<>();
    JSON.readValue(text, TEXTS)
        .forEach((shard, position) -> positions.put(new ShardId(shard), Position.decode(position)));
    return positions;
  }
}
