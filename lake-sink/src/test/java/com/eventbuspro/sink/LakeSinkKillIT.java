package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.dataplane.testing.ProgramJvm;
import com.eventbuspro.model.EventTypeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink as a process: killed in the middle, started again, ended cleanly. */
class LakeSinkKillIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PORTIONS = 40;
  private static final int PORTION = 50;

  @Test
  void aSinkThatIsKilledLosesAndDoublesNothing(@TempDir Path directory) throws Exception {
    try (World world = new World(directory)) {
      EventTypeName type = world.register("tests.killed", LakeSinkIT.SCHEMA, 2);
      ProgramJvm first = SinkJvm.start(world.settings("sink"));
      first.awaitReady();
      CompletableFuture<Void> half =
          CompletableFuture.runAsync(() -> publish(world, type, 0, PORTIONS / 2));
      await().atMost(PATIENCE).until(() -> !world.rows(type).isEmpty());
      first.kill();
      ProgramJvm second = SinkJvm.start(world.settings("sink"));
      second.awaitReady();
      int seen = world.rows(type).size();
      // What follows is not there yet, so the second has something to do however late it began.
      CompletableFuture<Void> publishing =
          half.thenRunAsync(() -> publish(world, type, PORTIONS / 2, PORTIONS));
      await().atMost(PATIENCE).until(() -> world.rows(type).size() > seen);
      second.kill();
      try (ProgramJvm third = SinkJvm.start(world.settings("sink"))) {
        third.awaitReady();
        publishing.get(120, TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> world.rows(type).size() >= PORTIONS * PORTION);
      }
      assertThat(LakeSinkIT.numbers(world, type))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, PORTIONS * PORTION).boxed().toList());
    }
  }

  @Test
  void aCleanEndCommitsWhatIsHeld(@TempDir Path directory) throws Exception {
    try (World world = new World(directory)) {
      EventTypeName type = world.register("tests.ended", LakeSinkIT.SCHEMA, 1, 3600);
      MetricsPage metrics = MetricsPage.onFreePort();
      try (ProgramJvm sink = SinkJvm.start(world.settings("sink", metrics))) {
        sink.awaitReady();
        world.publish(type, "k", "{\"number\": 1}");
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    metrics.value("event_bus_sink_read_records_total{event_type=\"tests.ended\"}")
                        == 1);
        // Read, and committed in an hour.
        assertThat(world.rows(type)).isEmpty();
      }
      assertThat(LakeSinkIT.numbers(world, type)).isEqualTo(List.of(1));
    }
  }

  private static void publish(World world, EventTypeName type, int first, int end) {
    for (int portion = first; portion < end; portion++) {
      int from = portion * PORTION;
      world.publish(
          type,
          "key-" + portion,
          IntStream.range(from, from + PORTION)
              .mapToObj(n -> "{\"number\": " + n + "}")
              .toArray(String[]::new));
      pause();
    }
  }

  /** Spreads the publishing over the kills; nothing depends on how long it takes. */
  private static void pause() {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS))
        .join();
  }
}
