package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.lake.write.TablePositions;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event type with many shards, written by several subtasks into one table. */
class LargeEventTypeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SHARDS = 128;
  private static final int ROUNDS = 20;
  private static final int PER_ROUND = 500;
  private static final int BYTES_PER_SHARD = 250;

  @Test
  void everyShardIsCapturedAndItsPositionIsInEverySnapshot(@TempDir Path directory)
      throws Exception {
    try (World world = new World(directory)) {
      EventTypeName type = world.register("tests.many_shards", LakeSinkIT.SCHEMA, SHARDS);
      try (LakeSink sink = EmbeddedSink.start(world.config("sink"))) {
        sink.awaitRunning();
        await().atMost(PATIENCE).until(() -> world.capturing(type).equals("TRUE/Capturing"));
        Map<ShardId, Position> published = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
          publish(world, type, round * PER_ROUND, published);
          int seen = round;
          await().atMost(PATIENCE).until(() -> world.rows(type).size() > seen * PER_ROUND / 2);
        }
        assertThat(published).hasSize(SHARDS);
        await()
            .atMost(PATIENCE)
            .until(() -> TablePositions.read(world.lake.load(type)).equals(published));
      }
      assertThat(LakeSinkIT.numbers(world, type))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, ROUNDS * PER_ROUND).boxed().toList());
      assertThat(summaryBytes(world.lake.load(type))).isLessThan(SHARDS * BYTES_PER_SHARD);
    }
  }

  private static void publish(
      World world, EventTypeName type, int from, Map<ShardId, Position> published) {
    world
        .streams
        .publish(
            World.stream(type),
            IntStream.range(from, from + PER_ROUND)
                .mapToObj(
                    n ->
                        new Entry(
                            "key-" + n,
                            ("{\"number\": " + n + "}").getBytes(StandardCharsets.UTF_8)))
                .toList())
        .forEach(
            outcome -> {
              assertThat(outcome).isInstanceOf(PublishOutcome.Accepted.class);
              PublishOutcome.Accepted accepted = (PublishOutcome.Accepted) outcome;
              published.merge(
                  accepted.shard(),
                  Position.after(accepted.sequence()),
                  (one, other) -> one.compareTo(other) > 0 ? one : other);
            });
  }

  private static int summaryBytes(Table table) {
    int bytes =
        table.currentSnapshot().summary().entrySet().stream()
            .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
            .sum();
    System.out.println("Bytes of a snapshot's summary with " + SHARDS + " shards: " + bytes);
    return bytes;
  }
}
