package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.model.EventTypeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeSinkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String SCHEMA =
      """
      {"type": "object", "required": ["number"],
       "properties": {"number": {"type": "integer"}, "note": {"type": "string"}}}
      """;
  private static World world;
  private static LakeSink sink;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    world = new World(directory);
    sink = LakeSink.start(world.config("sink"));
    sink.awaitRunning();
  }

  @AfterAll
  static void stop() throws Exception {
    sink.close();
    world.close();
  }

  @Test
  void whatIsPublishedIsInTheTableExactlyOnce() throws Exception {
    EventTypeName type = world.register("tests.counted", SCHEMA, 2);
    long before = System.nanoTime();
    await().atMost(PATIENCE).until(() -> world.capturing(type).equals("TRUE/Capturing"));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    for (int i = 0; i < 20; i++) {
      int from = i * 100;
      world.publish(
          type,
          "key-" + i,
          IntStream.range(from, from + 100)
              .mapToObj(n -> "{\"number\": " + n + "}")
              .toArray(String[]::new));
    }
    await().atMost(PATIENCE).until(() -> world.rows(type).size() >= 2000);
    assertThat(numbers(type))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 2000).boxed().toList());
  }

  @Test
  void badRecordsGoToQuarantineAndTheirNeighboursToTheTable() throws Exception {
    EventTypeName type = world.register("tests.mixed", SCHEMA, 1);
    world.publish(
        type, "k", "{\"number\": 1}", "no json", "{\"number\": \"one\"}", "{\"number\": 2}");
    await()
        .atMost(PATIENCE)
        .until(() -> world.rows(type).size() == 2 && world.quarantine(type).size() == 2);
    assertThat(numbers(type)).containsExactlyInAnyOrder(1, 2);
    assertThat(world.quarantine(type))
        .extracting(row -> row.getField("cause"))
        .containsExactlyInAnyOrder("MALFORMED_JSON", "WRONG_TYPE");
  }

  private static List<Integer> numbers(EventTypeName type) {
    return numbers(world, type);
  }

  static List<Integer> numbers(World world, EventTypeName type) {
    return world.rows(type).stream().map(LakeSinkIT::number).toList();
  }

  private static Integer number(Record row) {
    return ((Number) row.getField("number")).intValue();
  }
}
