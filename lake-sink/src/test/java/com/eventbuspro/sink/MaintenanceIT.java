package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.maintain.MaintenanceTuning;
import com.eventbuspro.lake.maintain.Pace;
import com.eventbuspro.lake.maintain.RecordedCommits;
import com.eventbuspro.lake.maintain.TableMaintenance;
import com.eventbuspro.lake.maintain.TableMaintenance.Left;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.RejectionCause;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.sink.maintenance.MaintenanceReports;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maintenance where it runs: JDBC catalog in PostgreSQL, files in S3, told in the database. */
class MaintenanceIT {
  private static final ShardId SHARD = new ShardId("shardId-000000000000");
  private static final List<EventSchema> VERSIONS =
      List.of(EventSchema.parse(1, LakeSinkIT.SCHEMA));
  private static final int RECORDS = 40;

  @Test
  void rowsStayAndFilesBecomeFewAndEverybodyCanSeeIt(@TempDir Path directory) throws Exception {
    try (World world = new World(directory);
        MaintenanceReports reports =
            new MaintenanceReports(world.postgres.getPostgresDatabase(), Clock.systemUTC())) {
      EventTypeName name = world.register("shop.sold", LakeSinkIT.SCHEMA, 1);
      reports.start();
      TableWriter writer = open(world, name);
      for (int record = 0; record < RECORDS; record++) {
        add(writer, record);
        writer.commit();
      }
      TableWriter killed = open(world, name);
      add(killed, RECORDS);
      killed.spill();
      List<String> rows = keys(world.rows(name));
      List<String> rejected = keys(world.quarantine(name));
      assertThat(parquetFiles(world, name)).isGreaterThanOrEqualTo(RECORDS / 2);

      TableMaintenance maintenance =
          new TableMaintenance(
              world.lake,
              MaintenanceTuning.DEFAULT,
              RecordedCommits.ALL,
              reports,
              Pace.UNLIMITED,
              Clock.offset(Clock.systemUTC(), Duration.ofDays(4)));
      MaintenancePolicy policy = new MaintenancePolicy(null, Duration.ofHours(1), 128L << 20);
      Left left = Left.MORE;
      for (int round = 0; round < 10 && left == Left.MORE; round++) {
        left = maintenance.round(name, policy);
      }
      assertThat(left).isEqualTo(Left.NOTHING);
      assertThat(maintenance.removeOrphans(name)).isEqualTo(Left.NOTHING);

      assertThat(keys(world.rows(name))).containsExactlyInAnyOrderElementsOf(rows);
      assertThat(keys(world.quarantine(name))).containsExactlyInAnyOrderElementsOf(rejected);
      for (Table table : List.of(world.lake.load(name), world.lake.loadQuarantine(name))) {
        assertThat(table.currentSnapshot().summary()).containsEntry("total-data-files", "1");
      }
      // The newest commit keeps the files it was made of until there is a newer one.
      assertThat(parquetFiles(world, name)).isEqualTo(neededFiles(world, name));
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(runs(world))
                      .contains(
                          "EVENTS COMPACTION DONE 100",
                          "EVENTS EXPIRY DONE 100",
                          "EVENTS ORPHANS DONE 100",
                          "QUARANTINE COMPACTION DONE 100"));
      add(writer, RECORDS + 1);
      writer.commit();
      assertThat(keys(world.rows(name))).hasSize(rows.size() + 1);
    }
  }

  private static TableWriter open(World world, EventTypeName name) {
    return TableWriter.open(world.lake, name, VERSIONS, Clock.systemUTC());
  }

  /** Every fourth is rejected. */
  private static void add(TableWriter writer, int record) {
    long arrival = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    String sequence = Integer.toString(1_000 + record);
    if (record % 4 == 3) {
      writer.reject(
          SHARD,
          sequence,
          arrival,
          new byte[] {'x'},
          new Decoded.Rejected(RejectionCause.WRONG_TYPE, "", "No", 1));
    } else {
      Object[] values = {(long) record, "note"};
      writer.append(
          SHARD, sequence, arrival, new Decoded.Event("id", arrival, null, 1, values, null));
    }
  }

  private static List<String> keys(List<Record> rows) {
    return rows.stream().map(row -> String.valueOf(row.getField("_sequence"))).toList();
  }

  /** Those that lie there, whether a snapshot needs them or not. */
  private static int parquetFiles(World world, EventTypeName name) {
    int count = 0;
    for (Table table : List.of(world.lake.load(name), world.lake.loadQuarantine(name))) {
      for (var file :
          ((SupportsPrefixOperations) table.io()).listPrefix(table.location() + "/data/")) {
        count += file.location().endsWith(".parquet") ? 1 : 0;
      }
    }
    return count;
  }

  private static int neededFiles(World world, EventTypeName name) throws IOException {
    Set<String> needed = new HashSet<>();
    for (Table table : List.of(world.lake.load(name), world.lake.loadQuarantine(name))) {
      for (Snapshot snapshot : table.snapshots()) {
        try (var tasks = table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
          tasks.forEach(task -> needed.add(task.file().location()));
        }
      }
    }
    return needed.size();
  }

  private static List<String> runs(World world) throws SQLException {
    List<String> runs = new ArrayList<>();
    try (Connection connection = world.postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_role || ' ' || kind || ' ' || state || ' ' || percent"
                    + " FROM maintenance_run WHERE event_type = 'shop.sold'")) {
      while (rows.next()) {
        runs.add(rows.getString(1));
      }
    }
    return runs;
  }
}
