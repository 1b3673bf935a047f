package com.eventbuspro.transform.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.CommitOutcome;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.transform.analysis.EventTypesInMemory;
import com.eventbuspro.transform.source.LakeAccess;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** Flights and bookings in a lake in memory: 2,000 flights, one each minute, in four files. */
final class History {
  static final EventTypeName FLIGHTS = EventTypeName.parse("air.departed");
  static final EventTypeName BOOKINGS = EventTypeName.parse("air.booked");
  static final int COUNT = 2_000;
  static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");
  static final Instant LAST = FIRST.plus(COUNT - 1, ChronoUnit.MINUTES);

  private static final String FLIGHT =
      """
      {"type": "object", "required": ["number", "origin", "pilot"], "properties": {
        "number": {"type": "integer"},
        "origin": {"type": "string"},
        "pilot": {"type": "string", "x-pii": true},
        "pilot_age": {"type": "integer", "x-pii": true},
        "delay": {"type": "integer", "format": "int32"},
        "remark": {"type": "string"},
        "ticket": {"type": "string", "format": "uuid"},
        "departed_at": {"type": "string", "format": "date-time"}}}
      """;
  private static final String BOOKING =
      """
      {"type": "object", "required": ["pilot"], "properties": {
        "pilot": {"type": "string", "x-pii": true}, "seat": {"type": "string"}}}
      """;
  private static final List<String> ORIGINS = List.of("SFO", "LAX", "SEA", "JFK");
  private static final ShardId SHARD = new ShardId("shardId-000000000000");

  // Flink's tasks run in this JVM and find it here.
  private static final InMemoryCatalog CATALOG =
      new InMemoryCatalog() {
        @Override
        public void close() {
          // Whoever opened the lake closes it; the others still need it.
        }
      };

  static final EventTypesInMemory EVENT_TYPES =
      new EventTypesInMemory().with("air.departed", FLIGHT).with("air.booked", BOOKING);
  static final LakeAccess LAKE = () -> LakeCatalog.of(CATALOG);

  private static boolean written;

  private History() {}

  static synchronized void write() {
    if (written) {
      return;
    }
    written = true;
    CATALOG.initialize("lake", Map.of());
    create(FLIGHTS, FLIGHT);
    create(BOOKINGS, BOOKING);
    for (int from = 0; from < COUNT; from += COUNT / 4) {
      commit(FLIGHTS, FLIGHT, from, from + COUNT / 4);
    }
    commit(BOOKINGS, BOOKING, 0, 3);
  }

  static String origin(int number) {
    return ORIGINS.get(number % ORIGINS.size());
  }

  static int delay(int number) {
    return number % 60;
  }

  private static void create(EventTypeName name, String schema) {
    new LakeTables(LAKE.open())
        .create(new TableSpec(name, new TeamName("team"), List.of(EventSchema.parse(1, schema))));
  }

  private static void commit(EventTypeName name, String schema, int from, int to) {
    List<EventSchema> versions = List.of(EventSchema.parse(1, schema));
    String time = name.equals(FLIGHTS) ? "departed_at" : null;
    EventDecoder decoder = EventDecoder.of(name, versions, time);
    try (TableWriter writer = TableWriter.open(LAKE.open(), name, versions, Clock.systemUTC())) {
      for (int number = from; number < to; number++) {
        Instant arrival = FIRST.plus(number, ChronoUnit.MINUTES);
        String sequence = Integer.toString(number + 1);
        byte[] data = json(name, number, arrival).getBytes(StandardCharsets.UTF_8);
        Decoded.Event event = (Decoded.Event) decoder.decode(data, SHARD, sequence, arrival);
        writer.append(SHARD, sequence, ChronoUnit.MICROS.between(Instant.EPOCH, arrival), event);
      }
      assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
    }
  }

  private static String json(EventTypeName name, int number, Instant time) {
    String pilot = "pilot-" + number % 7;
    return name.equals(BOOKINGS)
        ? "{\"pilot\": \"%s\", \"seat\": \"%dA\"}".formatted(pilot, number)
        : """
        {"number": %d, "origin": "%s", "pilot": "%s", "pilot_age": %d, "delay": %d,
         "remark": "%s", "ticket": "%s", "departed_at": "%s"}
        """
            .formatted(
                number,
                origin(number),
                pilot,
                30 + number % 7,
                delay(number),
                number == 5 ? "x".repeat(5_000) : "none",
                new UUID(0, number),
                time);
  }
}
