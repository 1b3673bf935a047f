package com.eventbuspro.transform.life;

import com.eventbuspro.dataplane.Database;
import com.eventbuspro.dataplane.DatabasePool;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.destination.TableOwner;
import com.eventbuspro.transform.engine.Engine;
import com.eventbuspro.transform.job.JobOutput;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.source.StayingOpen;
import com.eventbuspro.transform.store.Run;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** A database with our tables, a lake in memory, and the hands of the control plane. */
final class LifeWorld implements AutoCloseable {
  static final EventTypeName SOURCE = EventTypeName.parse("tests.numbers");
  private static final Pace FAST =
      new Pace(
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          Duration.ofMillis(500));
  private static final Schema ROWS =
      new Schema(Types.NestedField.required(1, "number", Types.LongType.get()));

  private final Bed bed;
  private final HikariDataSource database;
  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final Path checkpoints;
  private final List<LifeCycle> lives = new ArrayList<>();
  private final List<BorrowedEngine> engines = new ArrayList<>();
  final CountingJobs jobs;

  LifeWorld(Bed bed, Path directory) throws Exception {
    this.bed = bed;
    database =
        DatabasePool.open(new Database(bed.freshDatabase(), "postgres", "postgres"), "test", 10);
    checkpoints = Files.createDirectories(directory.resolve("checkpoints"));
    jobs = new CountingJobs(checkpoints.toUri());
    catalog.initialize("lake", Map.of());
    catalog.createNamespace(Namespace.of("tests"));
    eventType(SOURCE);
  }

  DataSource database() {
    return database;
  }

  /** Flink, as a runner of its own has it. */
  BorrowedEngine engine(int slots, BorrowedEngine.Kind kind) {
    BorrowedEngine engine = new BorrowedEngine(bed.flink, slots, kind);
    engines.add(engine);
    return engine;
  }

  /** A runner whose lease does not end while it lives. */
  LifeCycle start() {
    return start(database, engine(4, BorrowedEngine.Kind.EMBEDDED), Duration.ofMinutes(1));
  }

  LifeCycle start(DataSource source, Engine engine, Duration leaseLife) {
    LifeCycle life =
        LifeCycle.start(settings(leaseLife), source, engine, jobs, lake(), Clock.systemUTC(), FAST);
    lives.add(life);
    return life;
  }

  /** What it takes, with the lease. */
  Kit kit() {
    Kit kit =
        LifeCycle.kit(
            settings(Duration.ofMinutes(1)),
            database,
            engine(4, BorrowedEngine.Kind.EMBEDDED),
            jobs,
            lake());
    kit.lease().renew();
    return kit;
  }

  private LifeCycle.Settings settings(Duration leaseLife) {
    return new LifeCycle.Settings(
        checkpoints.toUri(), Duration.ofMillis(200), 4, JobOutput.Reach.PUBLIC, leaseLife);
  }

  LakeAccess lake() {
    return () -> LakeCatalog.of(new StayingOpen(catalog));
  }

  InMemoryCatalog catalog() {
    return catalog;
  }

  /** As the job of the pipeline that there is makes it. */
  void table(String name) throws SQLException {
    var unused =
        catalog
            .buildTable(LakeCatalog.eventTable(EventTypeName.parse(name)), ROWS)
            .withProperty(TableOwner.PROPERTY, text("SELECT name FROM pipeline"))
            .create();
  }

  String property(String name, String property) {
    return load(name).properties().getOrDefault(property, "");
  }

  /** As if the job that ended last had completed another checkpoint after its newest one. */
  void renameNewestCheckpoint(String pipeline) throws SQLException, IOException {
    Path newest =
        Path.of(
            URI.create(
                text(
                    "SELECT savepoint FROM pipeline_run WHERE pipeline = ? AND state = 'ENDED'"
                        + " ORDER BY ended_at DESC LIMIT 1",
                    pipeline)));
    var unused = Files.move(newest, newest.resolveSibling("chk-1000000"));
  }

  /** Commits without rows. */
  void commit(String name, int times) {
    Table table = load(name);
    for (int i = 0; i < times; i++) {
      table.newAppend().commit();
    }
  }

  /** Commits rows, each in a file of its own. */
  void append(String name, int rows) throws IOException {
    Table table = load(name);
    for (long number = 1; number <= rows; number++) {
      GenericRecord row = GenericRecord.create(ROWS);
      row.setField("number", number);
      DataWriter<Record> writer =
          Parquet.writeData(
                  table
                      .io()
                      .newOutputFile(
                          table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet")))
              .forTable(table)
              .createWriterFunc(GenericParquetWriter::create)
              .build();
      try (writer) {
        writer.write(row);
      }
      table.newAppend().appendFile(writer.toDataFile()).commit();
    }
  }

  /** The number of data files of a table as it is. */
  String files(String name) {
    return load(name).currentSnapshot().summary().get(SnapshotSummary.TOTAL_DATA_FILES_PROP);
  }

  long snapshots(String name) {
    return StreamSupport.stream(load(name).snapshots().spliterator(), false).count();
  }

  private Table load(String name) {
    return catalog.loadTable(LakeCatalog.eventTable(EventTypeName.parse(name)));
  }

  boolean hasTable(String name) {
    return catalog.tableExists(LakeCatalog.eventTable(EventTypeName.parse(name)));
  }

  Path folder(Run run) {
    return checkpoints.resolve(run.job().toHexString());
  }

  private void eventType(EventTypeName name) throws SQLException {
    run(
        "INSERT INTO event_type (name, owner, description, created_at, created_by, modified_at,"
            + " modified_by) VALUES (?, 'team', '', now(), 't', now(), 't')",
        name.toString());
    addSchema(1);
    run(
        "INSERT INTO resource (id, kind, event_type, owner, external_name, state,"
            + " desired_generation, observed_generation, next_run_at, created_at, modified_at)"
            + " VALUES (?, 'STREAM', ?, 'team', ?, 'SETTLED', 1, 1, now(), now(), now())",
        "STREAM:" + name,
        name.toString(),
        "stream-" + name);
    ready("TableReady", "TRUE");
    ready("StreamReady", "FALSE");
  }

  void addSchema(int version) throws SQLException {
    run(
        "INSERT INTO event_schema (event_type, version, document, created_at, created_by)"
            + " VALUES (?, ?, '{\"type\": \"object\", \"properties\": {\"number\": {\"type\":"
            + " \"integer\"}}}', now(), 't')",
        SOURCE.toString(),
        version);
  }

  /** Says, as the provisioner does, whether the source is ready. */
  void ready(String condition, String status) throws SQLException {
    run(
        "INSERT INTO event_type_condition (event_type, type, status, reason, message,"
            + " observed_generation, changed_at) VALUES (?, ?, ?, 'Test', '', 1, now())"
            + " ON CONFLICT (event_type, type) DO UPDATE SET status = excluded.status",
        SOURCE.toString(),
        condition,
        status);
  }

  void create(String pipeline, String sql) throws SQLException {
    run(
        "INSERT INTO pipeline (name, owner, purpose, desired, version, created_at, created_by,"
            + " modified_at, modified_by) VALUES (?, 'team', '', 'RUNNING', 1, now(), 't', now(),"
            + " 't')",
        pipeline);
    version(pipeline, 1, sql, "BACKFILL", "history");
  }

  /** Wants another version. */
  void change(String pipeline, int version, String sql, String onIncompatible) throws SQLException {
    change(pipeline, version, sql, onIncompatible, "history");
  }

  /** Wants another version, which begins elsewhere. */
  void change(String pipeline, int version, String sql, String onIncompatible, String start)
      throws SQLException {
    version(pipeline, version, sql, onIncompatible, start);
    run(
        "UPDATE pipeline SET version = ?, generation = generation + 1 WHERE name = ?",
        version,
        pipeline);
  }

  private void version(
      String pipeline, int version, String sql, String onIncompatible, String start)
      throws SQLException {
    run(
        "INSERT INTO pipeline_version (pipeline, version, sql, start, destination, state_hours,"
            + " parallelism, reads, on_incompatible, reason, created_at, created_by) VALUES (?, ?,"
            + " ?, ?, '{\"type\": \"lake_table\", \"name\": \"tests.result\", \"key\":"
            + " []}', 1, 1, ARRAY['tests.numbers'], ?, '', now(), 't')",
        pipeline,
        version,
        sql,
        start,
        onIncompatible);
  }

  /** As a source does with an event that the SQL cannot deal with. */
  void quarantine(String pipeline) throws SQLException {
    run(
        "INSERT INTO pipeline_quarantine (pipeline, version, event_type, shard, sequence, cause,"
            + " message, at) VALUES (?, 1, ?, 'shardId-7', '42', 'Test', '', now())",
        pipeline,
        SOURCE.toString());
  }

  void desire(String pipeline, String desired) throws SQLException {
    run(
        "UPDATE pipeline SET desired = ?, generation = generation + 1 WHERE name = ?",
        desired,
        pipeline);
  }

  void switchTo(String pipeline, int version) throws SQLException {
    run(
        "UPDATE pipeline SET switch_to = ?, generation = generation + 1 WHERE name = ?",
        version,
        pipeline);
  }

  /** {@code PHASE/Reason}; empty when nothing was said, or there is no such pipeline. */
  String status(String pipeline) throws SQLException {
    return text(
        "SELECT s.phase || '/' || s.reason FROM pipeline_status s JOIN pipeline p"
            + " ON p.name = s.pipeline AND p.generation = s.generation WHERE p.name = ?",
        pipeline);
  }

  String message(String pipeline) throws SQLException {
    return text("SELECT message FROM pipeline_status WHERE pipeline = ?", pipeline);
  }

  String detail(String pipeline, String field) throws SQLException {
    return text("SELECT details ->> ? FROM pipeline_status WHERE pipeline = ?", field, pipeline);
  }

  /** The events at fault, as JSON. */
  String offenders(String pipeline) throws SQLException {
    return text(
        "SELECT details #> '{last_error,records}' FROM pipeline_status WHERE pipeline = ?",
        pipeline);
  }

  long count(String sql, @Nullable Object... values) throws SQLException {
    return Long.parseLong(text(sql, values));
  }

  /** Why the runs of a pipeline ended, oldest first; {@code -} for one that lives. */
  String ends(String pipeline) throws SQLException {
    return text(
        "SELECT string_agg(coalesce(end_reason, '-'), ' ' ORDER BY started_at) FROM pipeline_run"
            + " WHERE pipeline = ?",
        pipeline);
  }

  String text(String sql, @Nullable Object... values) throws SQLException {
    try (Connection connection = database().getConnection();
        PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      String text = rows.next() ? rows.getString(1) : null;
      return text == null ? "" : text;
    }
  }

  void run(String sql, @Nullable Object... values) throws SQLException {
    try (Connection connection = database().getConnection();
        PreparedStatement statement = prepare(connection, sql, values)) {
      statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void close() {
    engines.forEach(BorrowedEngine::close);
    lives.forEach(LifeCycle::close);
    engines.forEach(BorrowedEngine::endOwn);
    database.close();
  }
}
