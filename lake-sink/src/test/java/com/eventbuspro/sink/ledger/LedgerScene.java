package com.eventbuspro.sink.ledger;

import com.eventbuspro.dataplane.testing.Migrations;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.CommitOutcome;
import com.eventbuspro.lake.write.LedgerCommit;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.RejectionCause;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.flywaydb.core.Flyway;

/** A lake in memory, the real database, and a stream of known records. */
final class LedgerScene {
  static final ShardId SHARD = new ShardId("shardId-000000000000");
  static final long HOUR_MICROS = 3_600_000_000L;
  private static final List<EventSchema> VERSIONS =
      List.of(
          EventSchema.parse(
              1, "{\"type\":\"object\",\"properties\":{\"number\":{\"type\":\"integer\"}}}"));
  private static DataSource database;

  final LakeCatalog lake;
  final EventTypeName name;
  private int next;

  LedgerScene(String event) {
    InMemoryCatalog catalog = new InMemoryCatalog();
    catalog.initialize("lake", Map.of());
    lake = LakeCatalog.of(catalog);
    name = EventTypeName.parse("ledger." + event);
    new LakeTables(lake).create(spec());
  }

  private TableSpec spec() {
    return new TableSpec(name, new TeamName("team"), VERSIONS);
  }

  static synchronized DataSource database() {
    if (database == null) {
      try {
        database = EmbeddedPostgres.builder().start().getPostgresDatabase();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Flyway.configure().dataSource(database).locations(Migrations.location()).load().migrate();
    }
    return database;
  }

  LedgerRecorder recorder(DataSource through) {
    return new LedgerRecorder(through, () -> lake, Clock.systemUTC());
  }

  /** Drops the table and makes it anew: the stream is read from its beginning again. */
  void remakeTable() {
    lake.iceberg().dropTable(LakeCatalog.eventTable(name));
    lake.iceberg().dropTable(LakeCatalog.quarantineTable(name));
    new LakeTables(lake).create(spec());
    next = 0;
  }

  TableWriter open() {
    return TableWriter.open(lake, name, VERSIONS, Clock.systemUTC());
  }

  /** Writes the next records, ten to an hour, every fifth rejected, and commits. */
  LedgerCommit commit(int records) {
    try (TableWriter writer = open()) {
      for (int i = 0; i < records; i++) {
        add(writer, next++);
      }
      return ((CommitOutcome.Committed) writer.commit()).ledger();
    }
  }

  private static void add(TableWriter writer, int record) {
    String sequence = Integer.toString(1000 + record);
    long arrival = record / 10 * HOUR_MICROS;
    if (record % 5 == 4) {
      writer.reject(
          SHARD,
          sequence,
          arrival,
          new byte[0],
          new Decoded.Rejected(RejectionCause.NOT_AN_OBJECT, "", "Not an object", null));
    } else {
      Object[] values = {(long) record};
      writer.append(
          SHARD,
          sequence,
          arrival,
          new Decoded.Event("id-" + record, arrival, null, 1, values, null));
    }
    writer.countRead(SHARD, sequence, arrival);
  }

  /** Goes on after this record. */
  void goOnAfter(Position position) {
    next = position instanceof Position.After after ? Integer.parseInt(after.sequence()) - 999 : 0;
  }

  /** What the ledger has: {@code hour: read=table+quarantine first..last}, by hour. */
  List<String> ledger() {
    return query(
        "SELECT extract(epoch FROM hour)::bigint / 3600 || ': ' || read || '=' || in_table || '+'"
            + " || in_quarantine || ' ' || first_sequence || '..' || last_sequence"
            + " FROM ledger_captured WHERE event_type = ? ORDER BY hour");
  }

  /** What it notes: {@code kind first..last}. */
  List<String> notes() {
    return query(
        "SELECT kind || coalesce(' ' || first_sequence, '') || coalesce('..' || last_sequence, '')"
            + " FROM ledger_note WHERE event_type = ? ORDER BY id");
  }

  void askToLookAgain() {
    query("UPDATE ledger_book SET asked = asked + 1 WHERE event_type = ? RETURNING event_type");
  }

  boolean isAskedToLookAgain() {
    return query("SELECT (asked > looked)::text FROM ledger_book WHERE event_type = ?")
        .contains("true");
  }

  /** How far the book is: {@code commit number positions}. */
  List<String> book() {
    return query("SELECT commit_number || ' ' || positions FROM ledger_book WHERE event_type = ?");
  }

  private List<String> query(String sql) {
    try (Connection connection = database().getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, name.toString());
      List<String> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
