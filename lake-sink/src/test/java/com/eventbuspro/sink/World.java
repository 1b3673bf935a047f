package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.dataplane.testing.Migrations;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.model.Environment;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.kinesis.KinesisStreamAdmin;
import com.eventbuspro.streams.kinesis.KinesisStreams;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.TypeUtil;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** PostgreSQL, AWS and a lake for tests, and the hands of the control plane. */
final class World implements AutoCloseable {
  private static final Environment ENVIRONMENT = new Environment("local");
  private static final String BUCKET = "ebp-local-lake";

  private final Path directory;
  final EmbeddedPostgres postgres;
  final LocalAws aws;
  final KinesisStreams streams;
  final KinesisStreamAdmin admin;
  final LakeCatalog lake;
  private final Map<EventTypeName, List<EventSchema>> schemas = new HashMap<>();

  World(Path directory) throws IOException {
    // Most conditions read whole tables: not ten times a second beside what they wait for.
    Awaitility.setDefaultPollInterval(Duration.ofMillis(400));
    this.directory = directory;
    postgres = EmbeddedPostgres.builder().start();
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .locations(Migrations.location())
        .load()
        .migrate();
    aws = LocalAws.start(LocalAwsConfig.in(directory.resolve("aws")).withPorts(0, 0));
    streams = KinesisStreams.connect(connection());
    admin = KinesisStreamAdmin.connect(connection());
    try (S3Client s3 = s3()) {
      s3.createBucket(b -> b.bucket(BUCKET));
    }
    lake = LakeCatalog.open(config("control").lake());
  }

  private S3Client s3() {
    return S3Client.builder()
        .endpointOverride(aws.s3Endpoint())
        .region(Region.of(aws.config().region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    aws.config().root().accessKeyId(), aws.config().root().secretAccessKey())))
        .build();
  }

  AwsConnection connection() {
    LocalAwsConfig config = aws.config();
    return AwsConnection.local(
        aws.endpoint(),
        config.region(),
        config.root().accessKeyId(),
        config.root().secretAccessKey());
  }

  /** Settings of one sink, as environment variables. */
  Map<String, String> settings(String sink) {
    Map<String, String> settings = new HashMap<>();
    settings.put("EBP_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
    settings.put("EBP_DATABASE_USER", "postgres");
    settings.put("EBP_DATABASE_PASSWORD", "postgres");
    settings.put("EBP_AWS_ENDPOINT", aws.endpoint().toString());
    settings.put("EBP_AWS_S3_ENDPOINT", aws.s3Endpoint().toString());
    settings.put("EBP_AWS_ACCESS_KEY_ID", aws.config().root().accessKeyId());
    settings.put("EBP_AWS_SECRET_ACCESS_KEY", aws.config().root().secretAccessKey());
    settings.put("EBP_SINK_DIRECTORY", directory.resolve(sink).toString());
    settings.put("EBP_SINK_METRICS_PORT", "0");
    return settings;
  }

  /** The settings of a sink whose metrics are read. */
  Map<String, String> settings(String sink, MetricsPage metrics) {
    Map<String, String> settings = settings(sink);
    settings.put("EBP_SINK_METRICS_PORT", metrics.port());
    return settings;
  }

  LakeSinkConfig config(String sink) {
    return LakeSinkConfig.from(settings(sink));
  }

  LakeSinkConfig config(String sink, MetricsPage metrics) {
    return LakeSinkConfig.from(settings(sink, metrics));
  }

  /** Registers an event type and provisions its stream and table. */
  EventTypeName register(String name, String schema, int shards) throws SQLException {
    return register(name, schema, shards, 1);
  }

  /** As above, with a commit interval in seconds. */
  EventTypeName register(String name, String schema, int shards, int interval) throws SQLException {
    EventTypeName eventType = declare(name, schema, shards, interval);
    makeTable(eventType);
    assign(eventType);
    return eventType;
  }

  /** Registers an event type and its stream, but makes no table. */
  EventTypeName declare(String name, String schema, int shards, int interval) throws SQLException {
    EventTypeName eventType = EventTypeName.parse(name);
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      execute(
          connection,
          "INSERT INTO event_type (name, owner, description, commit_interval_seconds, created_at,"
              + " created_by, modified_at, modified_by) VALUES (?, 'team', '', ?::int, now(),"
              + " 't', now(), 't')",
          name,
          Integer.toString(interval));
      addSchema(connection, eventType, schema);
      admin.create(stream(eventType), new StreamMode.Provisioned(shards), Map.of());
    }
    return eventType;
  }

  /** Registers a further schema version; the table is evolved by {@link #evolve}. */
  void addVersion(EventTypeName eventType, String schema) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      addSchema(connection, eventType, schema);
      execute(
          connection,
          "UPDATE event_type SET generation = generation + 1 WHERE name = ?",
          eventType.toString());
    }
  }

  /** Says, as the provisioner does, that stream and table exist. */
  void assign(EventTypeName eventType) throws SQLException {
    String name = eventType.toString();
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      for (String kind : List.of("STREAM", "TABLE")) {
        execute(
            connection,
            "INSERT INTO resource (id, kind, event_type, owner, external_name, state,"
                + " desired_generation, observed_generation, next_run_at, created_at, modified_at)"
                + " VALUES (?, ?, ?, 'team', ?, 'SETTLED', 1, 1, now(), now(), now())",
            kind + ":" + name,
            kind,
            name,
            kind.equals("STREAM") ? stream(eventType) : name);
      }
    }
  }

  void makeTable(EventTypeName eventType) {
    new LakeTables(lake).create(spec(eventType));
  }

  void evolve(EventTypeName eventType) {
    new LakeTables(lake).evolve(spec(eventType));
  }

  private void addSchema(Connection connection, EventTypeName eventType, String schema)
      throws SQLException {
    List<EventSchema> versions = new ArrayList<>(schemas.getOrDefault(eventType, List.of()));
    versions.add(EventSchema.parse(versions.size() + 1, schema));
    schemas.put(eventType, versions);
    execute(
        connection,
        "INSERT INTO event_schema (event_type, version, document, created_at, created_by)"
            + " VALUES (?, ?::int, ?, now(), 't')",
        eventType.toString(),
        Integer.toString(versions.size()),
        schema);
  }

  private TableSpec spec(EventTypeName eventType) {
    return new TableSpec(eventType, new TeamName("team"), schemas.get(eventType));
  }

  static String stream(EventTypeName eventType) {
    return eventType.streamName(ENVIRONMENT);
  }

  void publish(EventTypeName eventType, String key, String... bodies) {
    List<Entry> entries = new ArrayList<>();
    for (String body : bodies) {
      entries.add(new Entry(key, body.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(streams.publish(stream(eventType), entries))
        .allMatch(PublishOutcome.Accepted.class::isInstance);
  }

  List<Record> rows(EventTypeName eventType) {
    return read(lake.load(eventType));
  }

  List<Record> quarantine(EventTypeName eventType) {
    return read(lake.loadQuarantine(eventType));
  }

  /** What each snapshot of the table had. Each file is read once: files are never changed. */
  <T> List<List<T>> history(EventTypeName eventType, Function<Record, T> value) {
    Table table = lake.load(eventType);
    Map<String, List<T>> values = new HashMap<>();
    Schema withFile = TypeUtil.join(table.schema(), new Schema(MetadataColumns.FILE_PATH));
    for (Record row : read(IcebergGenerics.read(table).project(withFile))) {
      values
          .computeIfAbsent(
              row.getField(MetadataColumns.FILE_PATH.name()).toString(), file -> new ArrayList<>())
          .add(value.apply(row));
    }
    List<List<T>> history = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      List<T> seen = new ArrayList<>();
      for (String file : files(table, snapshot)) {
        assertThat(values).as("files, all of which are in the newest snapshot").containsKey(file);
        seen.addAll(values.get(file));
      }
      history.add(seen);
    }
    return history;
  }

  private static List<String> files(Table table, Snapshot snapshot) {
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
      List<String> files = new ArrayList<>();
      tasks.forEach(task -> files.add(task.file().location()));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Record> read(Table table) {
    return read(IcebergGenerics.read(table));
  }

  private static List<Record> read(IcebergGenerics.ScanBuilder scan) {
    try (CloseableIterable<Record> rows = scan.build()) {
      List<Record> all = new ArrayList<>();
      rows.forEach(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code STATUS/Reason} of the condition Capturing, or nothing. */
  String capturing(EventTypeName eventType) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT status || '/' || reason FROM event_type_condition WHERE event_type = ?")) {
      select.setString(1, eventType.toString());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : "";
      }
    }
  }

  private static void execute(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws IOException {
    lake.close();
    streams.close();
    admin.close();
    aws.close();
    postgres.close();
  }
}
