package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.streams.StreamDescription;
import com.eventbuspro.streams.source.Spread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    sink = EmbeddedSink.start(world.config("sink"));
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

  @Test
  void twoSinksAtOnceWriteEverythingOnce() throws Exception {
    EventTypeName type = world.register("tests.doubled", SCHEMA, 2);
    try (LakeSink second = EmbeddedSink.start(world.config("second"))) {
      second.awaitRunning();
      for (int i = 0; i < 20; i++) {
        world.publish(type, "key-" + i, bodies(i * 50, 50));
        await().atMost(PATIENCE).until(() -> !world.rows(type).isEmpty());
      }
      await().atMost(PATIENCE).until(() -> world.rows(type).size() >= 1000);
    }
    assertThat(numbers(type))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void reshardingKeepsEverythingOnceAndInOrder() throws Exception {
    EventTypeName type = world.register("tests.resharded", SCHEMA, 1);
    int number = 0;
    for (int shards : new int[] {2, 4, 2, 1, 2}) {
      for (int i = 0; i < 4; i++, number += 20) {
        world.publish(type, "one-key", bodies(number, 20));
      }
      world.admin.setShardCount(World.stream(type), shards);
      await().atMost(PATIENCE).until(() -> isActive(type));
    }
    int published = number;
    await().atMost(PATIENCE).until(() -> world.rows(type).size() >= published);
    // Every snapshot has a beginning of what was published, so the order was kept all along.
    for (List<Integer> seen : world.history(type, LakeSinkIT::number)) {
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, seen.size()).boxed().toList());
    }
    assertThat(numbers(type)).hasSize(published);
  }

  /**
   * Parents and children are in different subtasks here: a child's rows must not be in the table
   * before all of its parent's. Everything is there when reading begins, so that all subtasks
   * commit at about the same time: fails almost surely if children are read once the end of their
   * parents was emitted.
   */
  @Test
  void reshardingKeepsTheOrderOfKeysAcrossSubtasks() throws Exception {
    EventTypeName type = world.declare("tests.spread", SCHEMA, 2 * Spread.SHARDS_PER_SUBTASK, 1);
    world.makeTable(type);
    int number = 0;
    for (int shards : new int[] {64, 32, 48, 24}) {
      for (int i = 0; i < 5; i++, number++) {
        for (int key = 0; key < 60; key++) {
          world.publish(type, "key-" + key, noted(number, "key-" + key));
        }
      }
      world.admin.setShardCount(World.stream(type), shards);
      await().atMost(PATIENCE).until(() -> isActive(type));
    }
    world.assign(type);
    int published = number;
    await().atMost(PATIENCE).until(() -> world.rows(type).size() >= published * 60);
    List<List<Record>> snapshots = world.history(type, row -> row);
    assertThat(snapshots).hasSizeGreaterThan(3);
    for (List<Record> seen : snapshots) {
      numbersByKey(seen)
          .forEach(
              (key, numbers) ->
                  assertThat(numbers)
                      .as(key)
                      .containsExactlyInAnyOrderElementsOf(
                          IntStream.range(0, numbers.size()).boxed().toList()));
    }
    assertThat(numbersByKey(world.rows(type)).values())
        .hasSize(60)
        .allMatch(numbers -> numbers.size() == published);
  }

  private static String noted(int number, String note) {
    return "{\"number\": " + number + ", \"note\": \"" + note + "\"}";
  }

  private static Map<String, List<Integer>> numbersByKey(List<Record> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getField("note").toString(),
                Collectors.mapping(LakeSinkIT::number, Collectors.toList())));
  }

  @Test
  void oneTablesTroubleDelaysNoOther() throws Exception {
    EventTypeName bad = world.declare("tests.tableless", SCHEMA, 1, 1);
    world.assign(bad);
    EventTypeName good = world.register("tests.healthy", SCHEMA, 1);
    world.publish(bad, "k", bodies(0, 10));
    world.publish(good, "k", bodies(0, 10));
    await().atMost(PATIENCE).until(() -> world.capturing(bad).equals("FALSE/TableMissing"));
    await().atMost(PATIENCE).until(() -> world.rows(good).size() == 10);
    assertThat(world.capturing(good)).isEqualTo("TRUE/Capturing");
    world.makeTable(bad);
    await().atMost(PATIENCE).until(() -> world.rows(bad).size() == 10);
    await().atMost(PATIENCE).until(() -> world.capturing(bad).equals("TRUE/Capturing"));
  }

  @Test
  void aVersionThatWasNeverRegisteredGoesToQuarantine() throws Exception {
    EventTypeName type = world.register("tests.unversioned", SCHEMA, 1);
    world.publish(type, "k", "{\"number\": 1}", event(type, 7, 2), "{\"number\": 3}");
    await()
        .atMost(PATIENCE)
        .until(() -> world.rows(type).size() == 2 && world.quarantine(type).size() == 1);
    assertThat(numbers(type)).containsExactlyInAnyOrder(1, 3);
    assertThat(world.quarantine(type).get(0).getField("cause")).isEqualTo("UNKNOWN_SCHEMA_VERSION");
  }

  @Test
  void aNewVersionWaitsForTheTableToBeEvolved() throws Exception {
    EventTypeName type = world.register("tests.evolved", SCHEMA, 1);
    world.publish(type, "k", event(type, 1, 1));
    world.addVersion(
        type, SCHEMA.replace("\"note\"", "\"more\": {\"type\": \"string\"}, \"note\""));
    world.publish(type, "k", event(type, 2, 2));
    await().atMost(PATIENCE).until(() -> world.rows(type).size() == 1);
    world.evolve(type);
    await().atMost(PATIENCE).until(() -> world.rows(type).size() == 2);
    assertThat(numbers(type)).containsExactlyInAnyOrder(1, 2);
    assertThat(world.quarantine(type)).isEmpty();
  }

  private static boolean isActive(EventTypeName type) {
    return world.admin.describe(World.stream(type)).status() == StreamDescription.Status.ACTIVE;
  }

  private static String event(EventTypeName type, int version, int number) {
    return """
        {"specversion": "1.0", "id": "e-%d", "source": "/test", "type": "%s",
         "dataschema": "/event-types/%s/schemas/%d", "data": {"number": %d}}
        """
        .formatted(number, type, type, version, number);
  }

  private static String[] bodies(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(n -> "{\"number\": " + n + "}")
        .toArray(String[]::new);
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
