package com.eventbuspro.transform.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeSchemas;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableColumns;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.testing.InMemoryStreams;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** An event type with a stream and a lake table in memory, and a hand that does the sink's work. */
final class Scene {
  static final EventTypeName NAME = EventTypeName.parse("tests.counted");

  /** No shard is taken for idle, or for gone, however slow the machine is. */
  static final Duration NEVER = Duration.ofMinutes(1);

  static final String STREAM = "tests-counted";

  private static final EventSchema SCHEMA =
      EventSchema.parse(
          1,
          """
          {"type": "object", "required": ["number"], "properties": {
            "number": {"type": "integer"}, "at": {"type": "string", "format": "date-time"}}}
          """);
  private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");

  // Flink's tasks run in this JVM and find the scene here.
  static InMemoryStreams streams = new InMemoryStreams(Clock.systemUTC());
  private static InMemoryCatalog catalog = new InMemoryCatalog();

  private final EventDecoder decoder = EventDecoder.of(NAME, List.of(SCHEMA), "at");

  Scene(int shards) {
    streams = new InMemoryStreams(Clock.systemUTC());
    streams.create(STREAM, new StreamMode.Provisioned(shards), Map.of());
    catalog = new InMemoryCatalog();
    catalog.initialize("lake", Map.of());
    new LakeTables(lake()).create(new TableSpec(NAME, new TeamName("team"), List.of(SCHEMA)));
  }

  static LakeCatalog lake() {
    return LakeCatalog.of(new StayingOpen(catalog));
  }

  EventTypeRead read() {
    return read(NEVER);
  }

  EventTypeRead read(Duration idleAfter) {
    Schema columns =
        LakeSchemas.eventTable(TableColumns.of(List.of(SCHEMA)))
            .select("number", "_time", "_shard", "_sequence");
    return new EventTypeRead(
        NAME,
        STREAM,
        List.of(SCHEMA),
        Instant.now(),
        "at",
        columns,
        columns,
        Duration.ofSeconds(1),
        idleAfter);
  }

  /** Publishes numbers, each a second of event time after the one before. */
  void publish(int from, int to) {
    List<Entry> entries =
        IntStream.range(from, to)
            .mapToObj(
                number ->
                    new Entry(
                        "key-" + number,
                        "{\"number\": %d, \"at\": \"%s\"}"
                            .formatted(number, FIRST.plusSeconds(number))
                            .getBytes(StandardCharsets.UTF_8)))
            .toList();
    assertThat(streams.publish(STREAM, entries))
        .allMatch(PublishOutcome.Accepted.class::isInstance);
  }

  /** Lets all that is in the stream leave it. */
  void trim() {
    for (Shard shard : streams.shards(STREAM)) {
      List<StreamRecord> records =
          streams.read(STREAM, shard.id(), ReadFrom.beginning()).next().records();
      if (!records.isEmpty()) {
        streams.trim(STREAM, shard.id(), records.get(records.size() - 1).sequence());
      }
    }
  }

  /** Does something before a read of the stream, but for those that this makes itself. */
  static void onRead(Runnable before) {
    AtomicBoolean busy = new AtomicBoolean();
    streams.onCall(
        (operation, stream) -> {
          if (operation == InMemoryStreams.Operation.READ && busy.compareAndSet(false, true)) {
            try {
              before.run();
            } finally {
              busy.set(false);
            }
          }
        });
  }

  /** A moment after the arrival of all that there is, and before that of what comes next. */
  static Instant afterAllThereIs() {
    Instant after = Instant.now().plusMillis(1);
    await().until(() -> Instant.now().isAfter(after));
    return after;
  }

  /** Does what the sink does, in one commit; answers the snapshot. */
  long capture() {
    return SinkByHand.capture(lake(), NAME, List.of(SCHEMA), decoder, streams, STREAM);
  }
}
