package com.eventbuspro.transform.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.dataplane.PlatformAccess;
import com.eventbuspro.dataplane.testing.Migrations;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.CommitOutcome;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.model.Environment;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamRecord;
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
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.flywaydb.core.Flyway;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** PostgreSQL, AWS and a lake, with an event type that counts, and the hands of everybody else. */
final class Platform implements AutoCloseable {
  static final EventTypeName NUMBERS = EventTypeName.parse("tests.numbers");
  private static final String BUCKET = "ebp-local-lake";
  private static final String SCHEMA =
      "{\"type\": \"object\", \"required\": [\"number\"], \"properties\": {\"number\": {\"type\":"
          + " \"integer\"}}}";
  private static final List<EventSchema> SCHEMAS = List.of(EventSchema.parse(1, SCHEMA));

  private final EventDecoder decoder = EventDecoder.of(NUMBERS, SCHEMAS, null);
  private final Path directory;
  private final EmbeddedPostgres postgres;
  private final LocalAws aws;
  private final KinesisStreams streams;
  private final LakeCatalog lake;

  Platform(Path directory) throws Exception {
    this.directory = directory;
    postgres = EmbeddedPostgres.builder().start();
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .locations(Migrations.location())
        .load()
        .migrate();
    aws = LocalAws.start(LocalAwsConfig.in(directory.resolve("aws")).withPorts(0, 0));
    streams = KinesisStreams.connect(connection());
    makeBucket();
    PlatformAccess access = TransformConfig.from(settings()).platform();
    lake = LakeCatalog.open(access.lake());
    new LakeTables(lake).create(new TableSpec(NUMBERS, new TeamName("team"), SCHEMAS));
    try (KinesisStreamAdmin admin = KinesisStreamAdmin.connect(connection())) {
      admin.create(stream(), new StreamMode.Provisioned(2), Map.of());
    }
    declare();
  }

  private void makeBucket() {
    try (S3Client s3 = s3()) {
      s3.createBucket(b -> b.bucket(BUCKET));
    }
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

  /** A folder in the lake's bucket. */
  String bucket(String folder) {
    return "s3://" + BUCKET + "/" + folder;
  }

  /** What is in the lake's bucket under a prefix, without marks of folders. */
  List<String> objects(String prefix) {
    try (S3Client s3 = s3()) {
      return s3.listObjectsV2Paginator(b -> b.bucket(BUCKET).prefix(prefix)).contents().stream()
          .map(S3Object::key)
          .filter(key -> !key.endsWith("/"))
          .toList();
    }
  }

  /** How the owner of a Flink cluster tells it where S3 is. */
  Map<String, String> flinkS3() {
    return Map.of(
        "s3.endpoint", aws.s3Endpoint().toString(),
        "s3.endpoint.region", aws.config().region(),
        "s3.path.style.access", "true",
        "s3.access-key", aws.config().root().accessKeyId(),
        "s3.secret-key", aws.config().root().secretAccessKey());
  }

  private AwsConnection connection() {
    LocalAwsConfig config = aws.config();
    return AwsConnection.local(
        aws.endpoint(),
        config.region(),
        config.root().accessKeyId(),
        config.root().secretAccessKey());
  }

  /** Settings of a runner, as environment variables. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("EBP_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
    settings.put("EBP_DATABASE_USER", "postgres");
    settings.put("EBP_DATABASE_PASSWORD", "postgres");
    settings.put("EBP_AWS_ENDPOINT", aws.endpoint().toString());
    settings.put("EBP_AWS_S3_ENDPOINT", aws.s3Endpoint().toString());
    settings.put("EBP_AWS_ACCESS_KEY_ID", aws.config().root().accessKeyId());
    settings.put("EBP_AWS_SECRET_ACCESS_KEY", aws.config().root().secretAccessKey());
    settings.put("EBP_TRANSFORM_SECRET", "a secret that only tests know");
    settings.put("EBP_TRANSFORM_HTTP_PORT", "0");
    settings.put("EBP_TRANSFORM_METRICS_PORT", "0");
    settings.put("EBP_TRANSFORM_SLOTS", "4");
    settings.put("EBP_TRANSFORM_CHECKPOINT_SECONDS", "1");
    settings.put("EBP_TRANSFORM_CHECKPOINTS", directory.resolve("checkpoints").toString());
    return settings;
  }

  private static String stream() {
    return NUMBERS.streamName(new Environment("local"));
  }

  private void declare() throws SQLException {
    run(
        "INSERT INTO event_type (name, owner, description, created_at, created_by, modified_at,"
            + " modified_by) VALUES (?, 'team', '', now(), 't', now(), 't')",
        NUMBERS.toString());
    run(
        "INSERT INTO event_schema (event_type, version, document, created_at, created_by)"
            + " VALUES (?, 1, ?, now(), 't')",
        NUMBERS.toString(),
        SCHEMA);
    run(
        "INSERT INTO resource (id, kind, event_type, owner, external_name, state,"
            + " desired_generation, observed_generation, next_run_at, created_at, modified_at)"
            + " VALUES ('STREAM', 'STREAM', ?, 'team', ?, 'SETTLED', 1, 1, now(), now(), now())",
        NUMBERS.toString(),
        stream());
    for (String condition : List.of("StreamReady", "TableReady")) {
      run(
          "INSERT INTO event_type_condition (event_type, type, status, reason, message,"
              + " observed_generation, changed_at) VALUES (?, ?, 'TRUE', 'Test', '', 1, now())",
          NUMBERS.toString(),
          condition);
    }
  }

  /** Publishes numbers. */
  void publish(int from, int to) {
    List<Entry> entries =
        IntStream.range(from, to)
            .mapToObj(
                number ->
                    new Entry(
                        "key-" + number,
                        ("{\"number\": " + number + "}").getBytes(StandardCharsets.UTF_8)))
            .toList();
    assertThat(streams.publish(stream(), entries))
        .allMatch(PublishOutcome.Accepted.class::isInstance);
  }

  /** Does what the sink does with all that was published, in one commit. */
  void capture() {
    try (TableWriter writer = TableWriter.open(lake, NUMBERS, SCHEMAS, Clock.systemUTC())) {
      for (Shard shard : streams.shards(stream())) {
        ShardReader reader =
            streams.read(stream(), shard.id(), new ReadFrom.After(writer.position(shard.id())));
        ReadBatch batch;
        do {
          batch = reader.next();
          batch.records().forEach(record -> append(writer, shard, record));
        } while (!batch.records().isEmpty());
      }
      assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
    }
  }

  private void append(TableWriter writer, Shard shard, StreamRecord record) {
    writer.append(
        shard.id(),
        record.sequence(),
        ChronoUnit.MICROS.between(Instant.EPOCH, record.arrival()),
        (Decoded.Event)
            decoder.decode(record.data(), shard.id(), record.sequence(), record.arrival()));
  }

  /** Declares a pipeline that writes a lake table of its own. */
  void pipeline(String name, String sql, String table) throws SQLException {
    run(
        "INSERT INTO pipeline (name, owner, purpose, desired, version, created_at, created_by,"
            + " modified_at, modified_by) VALUES (?, 'team', '', 'RUNNING', 1, now(), 't', now(),"
            + " 't')",
        name);
    version(name, 1, sql, table);
  }

  void change(String name, int version, String sql, String table) throws SQLException {
    version(name, version, sql, table);
    run(
        "UPDATE pipeline SET version = ?, generation = generation + 1 WHERE name = ?",
        version,
        name);
  }

  private void version(String name, int version, String sql, String table) throws SQLException {
    run(
        "INSERT INTO pipeline_version (pipeline, version, sql, start, destination, state_hours,"
            + " parallelism, reads, on_incompatible, reason, created_at, created_by) VALUES (?, ?,"
            + " ?, 'history', jsonb_build_object('type', 'lake_table', 'name', ?::text, 'key',"
            + " jsonb_build_array()), 1, 1, ARRAY['tests.numbers'], 'BACKFILL', '', now(), 't')",
        name,
        version,
        sql,
        table);
  }

  void desire(String name, String desired) throws SQLException {
    run(
        "UPDATE pipeline SET desired = ?, generation = generation + 1 WHERE name = ?",
        desired,
        name);
  }

  void switchTo(String name, int version) throws SQLException {
    run(
        "UPDATE pipeline SET switch_to = ?, generation = generation + 1 WHERE name = ?",
        version,
        name);
  }

  /** {@code PHASE/Reason} of the generation that is wanted, or nothing. */
  String status(String name) throws SQLException {
    return text(
        "SELECT s.phase || '/' || s.reason FROM pipeline_status s JOIN pipeline p"
            + " ON p.name = s.pipeline AND p.generation = s.generation WHERE p.name = ?",
        name);
  }

  String text(String sql, Object... values) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      String text = rows.next() ? rows.getString(1) : null;
      return text == null ? "" : text;
    }
  }

  private void run(String sql, Object... values) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement statement = prepare(connection, sql, values)) {
      statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** A column of all rows of a table, as numbers; none if there is no such table yet. */
  List<Long> numbers(String table, String column) {
    List<Long> numbers = new ArrayList<>();
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(
                lake.iceberg().loadTable(LakeCatalog.eventTable(EventTypeName.parse(table))))
            .build()) {
      rows.forEach(row -> numbers.add(((Number) row.getField(column)).longValue()));
    } catch (NoSuchTableException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return numbers;
  }

  @Override
  public void close() throws IOException {
    lake.close();
    streams.close();
    aws.close();
    postgres.close();
  }
}
