package com.eventbuspro.benchmarks;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.lake.maintain.MaintenanceObserver;
import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.maintain.MaintenanceTuning;
import com.eventbuspro.lake.maintain.Pace;
import com.eventbuspro.lake.maintain.RecordedCommits;
import com.eventbuspro.lake.maintain.TableMaintenance;
import com.eventbuspro.lake.maintain.TableMaintenance.Left;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * What a commit of one row costs by how many snapshots the table keeps, and what it costs again
 * after maintenance. The default lake: JDBC catalog in PostgreSQL, files in S3 (local-aws), one
 * JVM.
 */
public final class CommitBenchmark {
  private static final EventTypeName NAME = EventTypeName.parse("bench.commit");
  private static final List<EventSchema> VERSIONS =
      List.of(
          EventSchema.parse(
              1, "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}"));
  private static final int STEP = 250;

  private CommitBenchmark() {}

  /** Argument: how many commits; 2,000 when not given. */
  public static void main(String[] arguments) throws IOException, SQLException {
    int commits = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
    Path work = Files.createTempDirectory("commit-benchmark");
    Files.createDirectories(work.resolve("aws/s3/objects/bench"));
    try (LocalAws aws = LocalAws.start(LocalAwsConfig.in(work.resolve("aws")).withPorts(0, 0));
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA lake_catalog");
      }
      LakeConfig config =
          LakeConfig.jdbc(
                  postgres.getJdbcUrl("postgres", "postgres") + "&currentSchema=lake_catalog",
                  "postgres",
                  "",
                  "s3://bench/warehouse")
              .withS3("us-east-1", aws.s3Endpoint())
              .withS3Keys(aws.config().root().accessKeyId(), aws.config().root().secretAccessKey());
      try (LakeCatalog lake = LakeCatalog.open(config)) {
        run(lake, commits);
      }
    }
    System.exit(0);
  }

  private static void run(LakeCatalog lake, int commits) {
    new LakeTables(lake).create(new TableSpec(NAME, new TeamName("bench"), VERSIONS));
    System.out.println("snapshots  commit p50 ms  p95 ms  CPU ms  manifests  metadata KiB");
    try (TableWriter writer = TableWriter.open(lake, NAME, VERSIONS, Clock.systemUTC())) {
      int record = 0;
      for (int done = 0; done < commits; done += STEP) {
        record = step(lake, writer, record);
      }
      maintain(lake);
      step(lake, writer, record);
    }
  }

  private static int step(LakeCatalog lake, TableWriter writer, int from) {
    long[] nanos = new long[STEP];
    CpuClock cpu = new CpuClock();
    for (int i = 0; i < STEP; i++) {
      int record = from + i;
      Object[] values = {(long) record};
      long arrival = 1_790_000_000_000_000L + record * 1_000L;
      ShardId shard = new ShardId("shardId-000000000000");
      String sequence = Integer.toString(1_000_000 + record);
      writer.append(
          shard, sequence, arrival, new Decoded.Event("id", arrival, null, 1, values, null));
      long begun = System.nanoTime();
      writer.commit();
      nanos[i] = System.nanoTime() - begun;
    }
    double cpuMillis = cpu.seconds() * 1_000 / STEP;
    Arrays.sort(nanos);
    Table table = lake.load(NAME);
    int snapshots = 0;
    for (Snapshot unused : table.snapshots()) {
      snapshots++;
    }
    String metadata = ((HasTableOperations) table).operations().current().metadataFileLocation();
    System.out.printf(
        Locale.ROOT,
        "%9d  %13.1f  %6.1f  %6.1f  %9d  %12.1f%n",
        snapshots,
        nanos[STEP / 2] / 1e6,
        nanos[STEP * 95 / 100] / 1e6,
        cpuMillis,
        table.currentSnapshot().allManifests(table.io()).size(),
        table.io().newInputFile(metadata).getLength() / 1024.0);
    return from + STEP;
  }

  private static void maintain(LakeCatalog lake) {
    Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
    Instant begun = Instant.now();
    TableMaintenance maintenance =
        new TableMaintenance(
            lake,
            MaintenanceTuning.DEFAULT,
            RecordedCommits.ALL,
            MaintenanceObserver.NONE,
            Pace.UNLIMITED,
            tomorrow);
    int rounds = 1;
    while (maintenance.round(NAME, MaintenancePolicy.DEFAULT) == Left.MORE) {
      rounds++;
    }
    System.out.printf(
        Locale.ROOT,
        "maintained in %d rounds, %.1f s%n",
        rounds,
        Duration.between(begun, Instant.now()).toMillis() / 1e3);
  }
}
