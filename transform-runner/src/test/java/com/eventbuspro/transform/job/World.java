package com.eventbuspro.transform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.maintain.MaintenanceTuning;
import com.eventbuspro.lake.maintain.ResultCompaction;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.testing.InMemoryStreams;
import com.eventbuspro.transform.destination.Fence;
import com.eventbuspro.transform.rejected.RejectedEvent;
import com.eventbuspro.transform.rejected.RejectedEvents;
import com.eventbuspro.transform.source.SinkByHand;
import com.eventbuspro.transform.source.StayingOpen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.CloseableIterable;

/** Event types with streams and lake tables in memory, and a hand that does the sink's work. */
final class World {
  // Flink's tasks run in this JVM and find the world here.
  static final InMemoryStreams STREAMS = new InMemoryStreams(Clock.systemUTC());
  static final ConcurrentLinkedQueue<RejectedEvent> REJECTED = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final InMemoryCatalog CATALOG = new InMemoryCatalog();
  private static final MaintenanceTuning EAGER =
      new MaintenanceTuning(
          Duration.ZERO, Duration.ZERO, Duration.ofDays(3), Duration.ofDays(3), 1L << 20, 2, 1);

  static {
    CATALOG.initialize("lake", Map.of());
  }

  private final Map<EventTypeName, Type> types = new HashMap<>();

  /** An event type. */
  private static final class Type {
    private final String stream;
    private final List<EventSchema> versions = new ArrayList<>();
    private final String timeProperty;

    Type(String stream, String timeProperty) {
      this.stream = stream;
      this.timeProperty = timeProperty;
    }
  }

  static LakeCatalog lake() {
    return LakeCatalog.of(new StayingOpen(CATALOG));
  }

  static PipelineJobs jobs() {
    return new PipelineJobs(World::lake, () -> STREAMS, new Kept(), Clock.systemUTC());
  }

  /** The job of a spec, which takes over what it writes from all that were built before. */
  static BuiltJob build(JobSpec spec, Configuration flink) {
    return jobs().build(spec, flink, new Fence(1, "run-" + RUNS.incrementAndGet()));
  }

  /** Keeps what is rejected for all to see. */
  private static final class Kept implements RejectedEvents {
    private static final long serialVersionUID = 1L;

    @Override
    public Session open() {
      return new Session() {
        @Override
        public void keep(RejectedEvent event) {
          REJECTED.add(event);
        }

        @Override
        public void close() {}
      };
    }
  }

  EventTypeName declare(String name, int shards, String schema) {
    EventTypeName type = EventTypeName.parse(name);
    Type declared = new Type("stream-" + name, "at");
    declared.versions.add(EventSchema.parse(1, schema));
    types.put(type, declared);
    STREAMS.create(declared.stream, new StreamMode.Provisioned(shards), Map.of());
    new LakeTables(lake()).create(spec(type));
    return type;
  }

  /** A new schema version, in the lake's table too. */
  void evolve(EventTypeName name, String schema) {
    List<EventSchema> versions = type(name).versions;
    versions.add(EventSchema.parse(versions.size() + 1, schema));
    new LakeTables(lake()).evolve(spec(name));
  }

  /** Adds a column of 32 bits in a version of its own; answers the name. */
  EventTypeName withSmall(EventTypeName name) {
    evolve(
        name,
        """
        {"type": "object", "required": ["number"], "properties": {
          "number": {"type": "integer"}, "at": {"type": "string", "format": "date-time"},
          "place": {"type": "string"}, "token": {"type": "string", "format": "uuid"},
          "small": {"type": "integer", "format": "int32"}}}
        """);
    return name;
  }

  /** A moment after the arrival of all that there is, and before that of what comes next. */
  Instant arrivalAfterAll(EventTypeName name) {
    Instant last = Instant.EPOCH;
    for (StreamRecord record : records(name)) {
      last = record.arrival().isAfter(last) ? record.arrival() : last;
    }
    Instant after = last.plusMillis(1);
    await().until(() -> Instant.now().isAfter(after));
    return after;
  }

  private TableSpec spec(EventTypeName name) {
    return new TableSpec(name, new TeamName("team"), type(name).versions);
  }

  private Type type(EventTypeName name) {
    Type type = types.get(name);
    assertThat(type).isNotNull();
    return type;
  }

  String stream(EventTypeName name) {
    return type(name).stream;
  }

  EventDecoder decoder(EventTypeName name) {
    return EventDecoder.of(name, type(name).versions, type(name).timeProperty);
  }

  /** Publishes events, bare or not, each under its own key. */
  void publish(EventTypeName name, List<String> events) {
    List<Entry> entries = new ArrayList<>();
    for (String event : events) {
      entries.add(new Entry("key-" + event.hashCode(), event.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(STREAMS.publish(type(name).stream, entries))
        .allMatch(PublishOutcome.Accepted.class::isInstance);
  }

  /** All records of a stream, in the order of each shard. */
  List<StreamRecord> records(EventTypeName name) {
    List<StreamRecord> records = new ArrayList<>();
    for (Shard shard : STREAMS.shards(type(name).stream)) {
      ShardReader reader = STREAMS.read(type(name).stream, shard.id(), ReadFrom.beginning());
      ReadBatch batch = reader.next();
      while (!batch.records().isEmpty()) {
        records.addAll(batch.records());
        batch = reader.next();
      }
    }
    return records;
  }

  /** Does what the sink does, in one commit. */
  void capture(EventTypeName name) {
    Type type = type(name);
    SinkByHand.capture(lake(), name, type.versions, decoder(name), STREAMS, type.stream);
  }

  /** A pipeline that reads event types from a start. */
  JobSpec spec(
      String pipeline, String sql, JobOutput output, PipelineStart start, EventTypeName... inputs) {
    Map<EventTypeName, JobInput> read = new HashMap<>();
    for (EventTypeName name : inputs) {
      int newest = type(name).versions.size();
      read.put(name, input(name, jobs().originOf(name, newest, start, "run-of-" + pipeline)));
    }
    return new JobSpec(new PipelineName(pipeline), 1, sql, read, output, Duration.ofDays(1), 2);
  }

  /** A pipeline that reads an event type from history into a lake table. */
  JobSpec spec(
      String pipeline, String sql, EventTypeName input, EventTypeName table, String... key) {
    return spec(
        pipeline, sql, new JobOutput.LakeTable(table, List.of(key)), PipelineStart.HISTORY, input);
  }

  /** An event type as it is now, read from an origin decided before. */
  JobInput input(EventTypeName name, Origin origin) {
    Type type = type(name);
    return new JobInput(
        type.stream,
        type.versions,
        Instant.now(),
        type.timeProperty,
        Duration.ofSeconds(1),
        origin);
  }

  /** Lets all snapshots of a table go but the newest one, and those that are pinned. */
  static void expire(EventTypeName name) {
    Table table = CATALOG.loadTable(LakeCatalog.eventTable(name));
    table.expireSnapshots().expireOlderThan(System.currentTimeMillis()).retainLast(1).commit();
    assertThat(CATALOG.loadTable(LakeCatalog.eventTable(name)).snapshots()).hasSize(1);
  }

  /** Compacts a table that a job writes, as often as anything is worth it. */
  static long compact(EventTypeName name) {
    return new ResultCompaction(EAGER, 1L << 20, 1_000, Clock.systemUTC())
        .round(() -> CATALOG.loadTable(LakeCatalog.eventTable(name)), () -> {})
        .before()
        .count();
  }

  /** How many files an engine opens to read a table. */
  static long files(EventTypeName name) {
    Set<String> files = new HashSet<>();
    try (CloseableIterable<FileScanTask> tasks =
        CATALOG.loadTable(LakeCatalog.eventTable(name)).newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        files.add(task.file().location());
        task.deletes().forEach(file -> files.add(file.location()));
      }
      return files.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a table has certain rows, in their order as text. */
  static void awaitRows(List<String> rows, EventTypeName table, String... columns) {
    await()
        .atMost(Cluster.PATIENCE)
        .untilAsserted(() -> assertThat(rows(table, columns)).isEqualTo(rows));
  }

  /** The rows of a table as text, none if there is no table. */
  static List<String> rows(EventTypeName name, String... columns) {
    TableIdentifier table = LakeCatalog.eventTable(name);
    if (!CATALOG.tableExists(table)) {
      return List.of();
    }
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(CATALOG.loadTable(table)).select(columns).build()) {
      for (Record record : records) {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
          values.add(String.valueOf(record.getField(column)));
        }
        rows.add(String.join("|", values));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.sort(null);
    return rows;
  }
}
