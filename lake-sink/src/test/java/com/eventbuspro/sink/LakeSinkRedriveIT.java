package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.lake.redrive.Preview;
import com.eventbuspro.lake.redrive.Redriver;
import com.eventbuspro.lake.redrive.Subject;
import com.eventbuspro.lake.redrive.Tally;
import com.eventbuspro.lake.write.Errand;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.schema.EventSchema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema that was too narrow is widened, and what it kept out is re-driven, sink running. */
class LakeSinkRedriveIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int FIRST = 2_000;
  private static final String NARROW =
      """
      {"type": "object", "required": ["number", "kind"], "properties": {
        "number": {"type": "integer"}, "kind": {"type": "string", "enum": ["card"]}}}""";
  private static final String WIDE = NARROW.replace("[\"card\"]", "[\"card\", \"cash\"]");

  @Test
  void whatANarrowSchemaKeptOutIsInTheTableOnceWithItsArrival(@TempDir Path directory)
      throws Exception {
    try (World world = new World(directory);
        LakeSink sink = EmbeddedSink.start(world.config("sink"))) {
      sink.awaitRunning();
      EventTypeName type = world.register("tests.redriven", NARROW, 2);
      publish(world, type, 0, FIRST);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  world.rows(type).size() == FIRST / 2
                      && world.quarantine(type).size() == FIRST / 2);
      Map<Integer, Object> arrivals = new HashMap<>();
      world.quarantine(type).forEach(row -> arrivals.put(quarantined(row), arrival(row)));
      Redriver redriver = new Redriver(world.lake, Clock.systemUTC(), small());
      assertThat(preview(redriver, type, NARROW).passing()).isZero();

      world.addVersion(type, WIDE);
      world.evolve(type);

      assertThat(preview(redriver, type, NARROW, WIDE).passing()).isEqualTo(FIRST / 2);
      int published = redriveWhilePublishing(world, redriver, type);

      // The sink may have learnt the new version a moment later than we.
      await()
          .atMost(PATIENCE)
          .until(() -> world.rows(type).size() + world.quarantine(type).size() == published);
      redrive(redriver, type, "rest");
      assertThat(LakeSinkIT.numbers(world, type))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, published).boxed().toList());
      assertThat(world.quarantine(type)).isEmpty();
      assertThat(world.rows(type))
          .filteredOn(row -> arrivals.containsKey(number(row)))
          .hasSize(FIRST / 2)
          .allSatisfy(row -> assertThat(arrival(row)).isEqualTo(arrivals.get(number(row))));
      assertThat(redrive(redriver, type, "again")).isEqualTo(new Tally(0, 0));
      assertThat(world.capturing(type)).isEqualTo("TRUE/Capturing");
    }
  }

  /** One that is stopped in the middle, then two at once; all the time events come in. */
  private static int redriveWhilePublishing(World world, Redriver redriver, EventTypeName type)
      throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<Integer> publishing =
          threads.submit(
              () -> {
                int number = FIRST;
                do {
                  publish(world, type, number, 20);
                  number += 20;
                } while (!done.get() && number < 3 * FIRST);
                return number;
              });
      assertThatThrownBy(
              () ->
                  redriver.redrive(
                      subject(type, NARROW, WIDE),
                      RejectedFilter.ALL,
                      new Errand("first", "tester", ""),
                      tally -> {
                        if (tally.taken() >= 200) {
                          throw new IllegalStateException("Killed");
                        }
                      }))
          .hasMessage("Killed");
      Future<Tally> one = threads.submit(() -> redrive(redriver, type, "first"));
      Future<Tally> two = threads.submit(() -> redrive(redriver, type, "second"));
      assertThat(one.get().taken() + two.get().taken()).isGreaterThanOrEqualTo(FIRST / 2);
      done.set(true);
      return publishing.get();
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  private static Redriver.Bounds small() {
    return new Redriver.Bounds(100, 1 << 20, 4);
  }

  private static Tally redrive(Redriver redriver, EventTypeName type, String errand) {
    return redriver.redrive(
        subject(type, NARROW, WIDE),
        RejectedFilter.ALL,
        new Errand(errand, "tester", ""),
        tally -> {});
  }

  private static Preview preview(Redriver redriver, EventTypeName type, String... schemas) {
    return redriver.preview(subject(type, schemas), RejectedFilter.ALL, 100_000);
  }

  private static Subject subject(EventTypeName type, String... schemas) {
    List<EventSchema> versions =
        IntStream.range(0, schemas.length)
            .mapToObj(i -> EventSchema.parse(i + 1, schemas[i]))
            .toList();
    return new Subject(type, versions, EventDecoder.of(type, versions, null));
  }

  private static void publish(World world, EventTypeName type, int from, int count) {
    world.publish(
        type,
        "key-" + from,
        IntStream.range(from, from + count)
            .mapToObj(
                n ->
                    "{\"number\": %d, \"kind\": \"%s\"}".formatted(n, n % 2 == 0 ? "card" : "cash"))
            .toArray(String[]::new));
  }

  private static int number(Record row) {
    return ((Number) row.getField("number")).intValue();
  }

  private static int quarantined(Record row) {
    byte[] payload = ((java.nio.ByteBuffer) row.getField("payload")).array();
    String text = new String(payload, java.nio.charset.StandardCharsets.UTF_8);
    return Integer.parseInt(text.replaceAll("\\D", ""));
  }

  private static Object arrival(Record row) {
    return row.getField("_ingested_at");
  }
}
