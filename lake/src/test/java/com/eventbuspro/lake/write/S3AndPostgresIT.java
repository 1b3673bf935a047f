package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.maintain.MaintenanceTuning;
import com.eventbuspro.lake.maintain.Pace;
import com.eventbuspro.lake.maintain.ResultCompaction;
import com.eventbuspro.lake.read.LakeReader;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableOutcome;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.position.ShardId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default lake as it runs: Iceberg's JDBC catalog in PostgreSQL, files in S3. */
class S3AndPostgresIT {
  private static final ShardId ONE = Scene.shard(1);
  private static final int RECORDS = 60;

  @TempDir static Path directory;
  private static LocalAws aws;
  private static EmbeddedPostgres postgres;
  private static LakeConfig config;

  @BeforeAll
  static void start() throws IOException, SQLException {
    aws = LocalAws.start(LocalAwsConfig.in(directory.resolve("aws")).withPorts(0, 0));
    // A bucket is a directory of the S3 that keeps its objects on disk.
    Files.createDirectories(directory.resolve("aws/s3/objects/ebp-test-lake"));
    postgres =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(directory.resolve("pg").toFile())
            .start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA lake_catalog");
    }
    config =
        LakeConfig.jdbc(
                postgres.getJdbcUrl("postgres", "postgres") + "&currentSchema=lake_catalog",
                "postgres",
                "",
                "s3://ebp-test-lake/warehouse")
            .withS3("us-east-1", aws.s3Endpoint())
            .withS3Keys("test", "test");
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
    aws.close();
  }

  @Test
  void rivalsAndLostConnectionsNeitherLoseNorDouble() throws Exception {
    try (LakeCatalog catalog = LakeCatalog.open(config);
        LakeCatalog other = LakeCatalog.open(config)) {
      TableSpec spec = new TableSpec(Scene.NAME, new TeamName("testers"), List.of(Scene.V1));
      assertThat(new LakeTables(catalog).create(spec)).isInstanceOf(TableOutcome.Created.class);
      assertThat(new LakeTables(other).create(spec)).isInstanceOf(TableOutcome.Unchanged.class);

      ExecutorService pool = Executors.newFixedThreadPool(2);
      try {
        int cut = 0;
        List<Future<Integer>> runs = new ArrayList<>();
        runs.add(pool.submit(() -> write(catalog, 7)));
        runs.add(pool.submit(() -> write(other, 5)));
        while (!runs.get(0).isDone() || !runs.get(1).isDone()) {
          cut += cutConnections();
        }
        for (Future<Integer> run : runs) {
          assertThat(run.get()).isPositive();
        }
        assertThat(cut).as("connections cut").isPositive();
      } finally {
        pool.shutdownNow();
      }
    }
    try (LakeCatalog catalog = LakeCatalog.open(config)) {
      List<String> keys = new ArrayList<>(Scene.keys(catalog.load(Scene.NAME)));
      keys.addAll(Scene.keys(catalog.loadQuarantine(Scene.NAME)));
      assertThat(keys).hasSize(RECORDS);
      assertThat(new HashSet<>(keys)).hasSize(RECORDS);
      LakeReader reader = new LakeReader(catalog);
      assertThat(reader.newest(Scene.NAME, 10, null).rows()).hasSize(10);
      assertThat(reader.stats(Scene.NAME).rows() + reader.rejectedStats(Scene.NAME).rows())
          .isEqualTo(RECORDS);
    }
  }

  @Test
  void aTableThatIsDroppedIsMissingAndOneMadeAnewIsAnother() {
    EventTypeName name = EventTypeName.parse("test.dropped");
    TableSpec spec = new TableSpec(name, new TeamName("testers"), List.of(Scene.V1));
    try (LakeCatalog catalog = LakeCatalog.open(config)) {
      LakeTables tables = new LakeTables(catalog);
      tables.create(spec);
      TableWriter first = TableWriter.open(catalog, name, List.of(Scene.V1), Clock.systemUTC());
      TableWriter second = TableWriter.open(catalog, name, List.of(Scene.V1), Clock.systemUTC());
      Scene.addUpTo(first, ONE, 4, Scene::everyFourth);
      Scene.addUpTo(second, ONE, 4, Scene::everyFourth);
      catalog.iceberg().dropTable(LakeCatalog.eventTable(name), false);
      for (int time = 0; time < 2; time++) {
        TableWriterTest.assertCommitFails(first, LakeException.Code.TABLE_MISSING);
      }
      tables.create(spec);
      for (int time = 0; time < 2; time++) {
        TableWriterTest.assertCommitFails(first, LakeException.Code.TABLE_REPLACED);
        TableWriterTest.assertCommitFails(second, LakeException.Code.TABLE_REPLACED);
      }
    }
  }

  /** A sink that revises rows, the database's connections cut, and compaction beside it. */
  @Test
  void resultsAreCompactedBesideTheSink() throws Exception {
    Map<String, Long> expected = new TreeMap<>();
    try (LakeCatalog catalog = LakeCatalog.open(config)) {
      EventTypeName name = EventTypeName.parse("test.latest");
      catalog.ensureNamespace(name);
      TableIdentifier id = LakeCatalog.eventTable(name);
      var unused =
          catalog
              .iceberg()
              .buildTable(id, UpsertCommit.SCHEMA)
              .withProperty(TableProperties.FORMAT_VERSION, "2")
              .create();
      ResultCompaction compaction =
          new ResultCompaction(MaintenanceTuning.DEFAULT, 1L << 20, 1_000, Clock.systemUTC());
      Supplier<Table> load = () -> again(() -> catalog.iceberg().loadTable(id));
      long rewritten = 0;
      for (int checkpoint = 0; checkpoint < 30; checkpoint++) {
        UpsertCommit commit = new UpsertCommit(load.get());
        for (String key : List.of("first", "k" + checkpoint % 7, "last")) {
          commit.put(key, checkpoint);
          expected.put(key, (long) checkpoint);
        }
        // Twice is as good as once: rows replace those with their keys.
        var committed =
            again(
                () -> {
                  commit.commit();
                  return load.get().currentSnapshot();
                });
        assertThat(committed).isNotNull();
        if (checkpoint % 10 == 9) {
          AtomicInteger cut = new AtomicInteger();
          Pace cutting =
              () -> {
                if (cut.get() == 0) {
                  cut.set(cutConnectionsAtOnce());
                }
              };
          rewritten += again(() -> compaction.round(load, cutting)).before().count();
          assertThat(cut.get()).as("connections cut").isPositive();
        }
      }
      assertThat(rewritten).as("files rewritten").isPositive();
      assertThat(UpsertCommit.rows(load.get())).isEqualTo(expected);
    }
  }

  /** Commits a few records at a time, opening anew whenever anything fails; answers how often. */
  private static int write(LakeCatalog catalog, int step) {
    int commits = 0;
    TableWriter writer = null;
    while (true) {
      try {
        if (writer == null) {
          writer = TableWriter.open(catalog, Scene.NAME, List.of(Scene.V1), Clock.systemUTC());
        }
        int from = Scene.covered(writer.position(ONE));
        if (from == RECORDS && !writer.hasUncommitted()) {
          // Quarantine must have caught up before anybody counts.
          writer.close();
          TableWriter last =
              TableWriter.open(catalog, Scene.NAME, List.of(Scene.V1), Clock.systemUTC());
          last.close();
          return commits;
        }
        Scene.addUpTo(writer, ONE, Math.min(RECORDS, from + step), Scene::everyFourth);
        writer.commit();
        commits++;
      } catch (RuntimeException e) {
        if (writer != null) {
          writer.close();
          writer = null;
        }
      }
    }
  }

  /** Each connection of the catalog's pool finds out for itself that it was cut. */
  private static <T> T again(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        if (attempt == 5) {
          throw e;
        }
      }
    }
  }

  private static int cutConnectionsAtOnce() {
    try {
      return cutConnections();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static int cutConnections() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet cut =
            statement.executeQuery(
                "SELECT pg_terminate_backend(pid), pg_sleep(0.2) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'")) {
      int count = 0;
      while (cut.next()) {
        count += cut.getBoolean(1) ? 1 : 0;
      }
      return count;
    }
  }
}
