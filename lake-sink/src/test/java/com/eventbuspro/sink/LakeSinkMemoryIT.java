package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.dataplane.testing.ProgramJvm;
import com.eventbuspro.model.EventTypeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More is to be held than there is memory for, and no commit is due for an hour. */
class LakeSinkMemoryIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int EVENT_TYPES = 5;
  private static final int EVENTS = 500;
  private static final int EVENTS_A_PORTION = 50;
  // As text 48 KB: 24 MB an event type, 120 MB in all, and twice that in open columns.
  private static final int NOISE = 36 << 10;

  private final Random random = new Random(3);

  @Test
  void pressureCommitsEarlyFailsNothingAndStarvesNobody(@TempDir Path directory) throws Exception {
    try (World world = new World(directory)) {
      List<EventTypeName> types = new ArrayList<>();
      for (int i = 0; i < EVENT_TYPES; i++) {
        types.add(world.register("tests.large_" + i, LakeSinkIT.SCHEMA, 1, 3600));
      }
      EventTypeName small = world.register("tests.small", LakeSinkIT.SCHEMA, 1);
      MetricsPage metrics = MetricsPage.onFreePort();
      try (ProgramJvm sink = SinkJvm.start(world.settings("sink", metrics))) {
        sink.awaitReady();
        for (int from = 0; from < EVENTS; from += EVENTS_A_PORTION) {
          for (EventTypeName type : types) {
            world.publish(type, "k", large(from));
          }
        }
        world.publish(small, "k", "{\"number\": 1}");
        await().atMost(PATIENCE).until(() -> committed(world, small) == 1);
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    types.stream().mapToLong(type -> committed(world, type)).sum()
                        > EVENT_TYPES * EVENTS / 2);
        // Each once: a task that failed would read again.
        for (EventTypeName type : types) {
          await()
              .atMost(PATIENCE)
              .until(
                  () ->
                      metrics.value(
                          "event_bus_sink_read_records_total{event_type=\"%s\"}".formatted(type)),
                  read -> read == EVENTS);
        }
      }
      // It ended cleanly, and what it held is committed.
      for (EventTypeName type : types) {
        assertThat(LakeSinkIT.numbers(world, type))
            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, EVENTS).boxed().toList());
      }
    }
  }

  private static long committed(World world, EventTypeName type) {
    Snapshot newest = world.lake.load(type).currentSnapshot();
    return newest == null ? 0 : Long.parseLong(newest.summary().get("total-records"));
  }

  private String[] large(int from) {
    byte[] noise = new byte[NOISE];
    return IntStream.range(from, from + EVENTS_A_PORTION)
        .mapToObj(
            number -> {
              random.nextBytes(noise);
              return "{\"number\": %d, \"note\": \"%s\"}"
                  .formatted(number, Base64.getEncoder().encodeToString(noise));
            })
        .toArray(String[]::new);
  }
}
