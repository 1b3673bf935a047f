package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.dataplane.testing.ProgramJvm;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.streams.source.Spread;
import com.eventbuspro.streams.testing.FlinkCluster;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job in a Flink cluster of separate JVMs that has Flink only, while its processes are killed
 * one after the other in the middle of the stream.
 */
class RemoteSinkIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int KEYS = 24;
  private static final int REJECTED_EVERY = 10;
  private static final Pattern RUNNING = Pattern.compile("\"state\":\"RUNNING\"");
  private static final Pattern NUMBER = Pattern.compile("x(\\d+)");

  @Test
  void whateverIsKilledEveryEventIsThereOnceAndInOrder(@TempDir Path directory) throws Exception {
    try (World world = new World(directory);
        FlinkCluster cluster = FlinkCluster.start(classPath(), directory.resolve("flink"), 2)) {
      cluster.addTaskManager();
      cluster.addTaskManager();
      List<EventTypeName> types =
          List.of(
              world.register("tests.small", LakeSinkIT.SCHEMA, 2),
              world.register("tests.large", LakeSinkIT.SCHEMA, Spread.SHARDS_PER_SUBTASK + 4));
      Map<String, String> settings = settings(world, cluster);
      ProgramJvm launcher = SinkJvm.asInProduction(settings);
      launcher.awaitReady();
      Publishing publishing = new Publishing(world, types);

      awaitRows(world, types, 0);
      cluster.killTaskManager();
      cluster.addTaskManager();
      awaitMoreRows(world, types);

      launcher.kill();
      try (ProgramJvm second = SinkJvm.asInProduction(settings)) {
        second.awaitReady();
        assertThat(RUNNING.matcher(cluster.ask("/jobs/overview")).results()).hasSize(1);

        cluster.killJobManager();
        cluster.restartJobManager();
        await().atMost(PATIENCE).until(() -> RUNNING.matcher(cluster.ask("/jobs/overview")).find());
        awaitMoreRows(world, types);
        int rounds = publishing.stop();
        for (EventTypeName type : types) {
          await()
              .atMost(PATIENCE)
              .until(
                  () -> world.rows(type).size() + world.quarantine(type).size() >= rounds * KEYS);
          assertThat(numbersByKey(world, type).values())
              .hasSize(KEYS)
              .allSatisfy(
                  numbers ->
                      assertThat(numbers)
                          .containsExactlyInAnyOrderElementsOf(
                              IntStream.range(0, rounds).boxed().toList()));
          assertEverySnapshotHasABeginningOfEveryKey(world, type);
        }
      }
      assertThat(RUNNING.matcher(cluster.ask("/jobs/overview")).results())
          .as("left running by a launcher that was told to stop")
          .hasSize(1);
      settings.put("EBP_SINK_FLINK_ON_STOP", "cancel");
      try (ProgramJvm third = SinkJvm.asInProduction(settings)) {
        third.awaitReady();
      }
      await("ended by a launcher that is to end it")
          .atMost(PATIENCE)
          .until(() -> !RUNNING.matcher(cluster.ask("/jobs/overview")).find());
    }
  }

  private static Map<String, String> settings(World world, FlinkCluster cluster) {
    Map<String, String> settings = world.settings("sink");
    settings.put("EBP_SINK_PARALLELISM", "3");
    settings.put("EBP_SINK_METRICS_PORT", "0");
    settings.put("EBP_SINK_FLINK_ADDRESS", cluster.address().toString());
    return settings;
  }

  private static List<Path> classPath() throws Exception {
    return Stream.of(ProgramJvm.libraries().split(File.pathSeparator)).map(Path::of).toList();
  }

  private static void awaitMoreRows(World world, List<EventTypeName> types) {
    int seen = types.stream().mapToInt(type -> world.rows(type).size()).max().orElse(0);
    awaitRows(world, types, seen);
  }

  private static void awaitRows(World world, List<EventTypeName> types, int seen) {
    BooleanSupplier all = () -> types.stream().allMatch(type -> world.rows(type).size() > seen);
    await().atMost(PATIENCE).until(all::getAsBoolean);
  }

  private static Map<String, List<Integer>> numbersByKey(World world, EventTypeName type) {
    Map<String, List<Integer>> numbers = new TreeMap<>();
    for (Record row : world.rows(type)) {
      add(numbers, row.getField("note").toString(), ((Number) row.getField("number")).intValue());
    }
    for (Record row : world.quarantine(type)) {
      String payload =
          StandardCharsets.UTF_8
              .decode(((ByteBuffer) row.getField("payload")).duplicate())
              .toString();
      String key = payload.substring(payload.indexOf("key-"), payload.lastIndexOf('"'));
      var number = NUMBER.matcher(payload);
      assertThat(number.find()).isTrue();
      add(numbers, key, Integer.parseInt(number.group(1)));
    }
    return numbers;
  }

  private static void add(Map<String, List<Integer>> numbers, String key, int number) {
    numbers.computeIfAbsent(key, k -> new ArrayList<>()).add(number);
  }

  private static void assertEverySnapshotHasABeginningOfEveryKey(World world, EventTypeName type) {
    for (List<Record> seen : world.history(type, row -> row)) {
      Map<String, List<Integer>> numbers = new TreeMap<>();
      for (Record row : seen) {
        add(numbers, row.getField("note").toString(), ((Number) row.getField("number")).intValue());
      }
      numbers.values().forEach(some -> some.sort(null));
      numbers.forEach(
          (key, some) -> {
            List<Integer> beginning =
                IntStream.iterate(0, n -> n + 1)
                    .filter(n -> !isRejected(n))
                    .limit(some.size())
                    .boxed()
                    .toList();
            assertThat(some).as(key).isEqualTo(beginning);
          });
    }
  }

  private static boolean isRejected(int number) {
    return number % REJECTED_EVERY == 3;
  }

  /** Publishes round after round, a record of every key in each, until it is told to stop. */
  private static final class Publishing {
    private final CompletableFuture<Integer> done;
    private volatile boolean stop;

    Publishing(World world, List<EventTypeName> types) {
      this.done = CompletableFuture.supplyAsync(() -> run(world, types));
    }

    /** Answers how many rounds there were. */
    int stop() throws Exception {
      stop = true;
      return done.get(60, TimeUnit.SECONDS);
    }

    private int run(World world, List<EventTypeName> types) {
      int round = 0;
      for (; !stop; round++) {
        for (int key = 0; key < KEYS; key++) {
          for (EventTypeName type : types) {
            world.publish(type, "key-" + key, body(round, "key-" + key));
          }
        }
        // Spreads the publishing over the kills; nothing depends on how long it takes.
        CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS))
            .join();
      }
      return round;
    }

    private static String body(int number, String key) {
      return isRejected(number)
          ? "{\"number\": \"x" + number + "\", \"note\": \"" + key + "\"}"
          : "{\"number\": " + number + ", \"note\": \"" + key + "\"}";
    }
  }
}
