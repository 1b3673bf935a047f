package com.eventbuspro.streams.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.StreamsException;
import com.eventbuspro.streams.testing.InMemoryStreams;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.legacy.SinkFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsSourceIT {
  private static final Map<String, World> WORLDS = new ConcurrentHashMap<>();

  private final String key = UUID.randomUUID().toString();
  private final World world = new World();
  private JobClient job;

  /** What the job, which only gets serialisable things, shares with the test. */
  private static final class World {
    final InMemoryStreams streams = new InMemoryStreams(Clock.systemUTC());
    final Map<String, StreamOrigin> directory = new ConcurrentHashMap<>();
    final List<ShardBatch> batches = new CopyOnWriteArrayList<>();

    List<String> texts(String stream) {
      return batches.stream()
          .filter(batch -> batch.stream().equals(stream))
          .flatMap(batch -> batch.records().stream())
          .map(record -> new String(record.data(), StandardCharsets.UTF_8))
          .toList();
    }
  }

  @AfterEach
  void cancel() throws Exception {
    if (job != null) {
      job.cancel().get();
    }
    WORLDS.remove(key);
  }

  @Test
  void manyStreamsAreReadInOrder() throws Exception {
    for (int i = 0; i < 30; i++) {
      create("s" + i, 2);
      publish("s" + i, "k", 0, 50);
    }
    start();
    await()
        .untilAsserted(
            () -> {
              for (int i = 0; i < 30; i++) {
                assertThat(world.texts("s" + i)).isEqualTo(expected("k", 50));
              }
            });
  }

  @Test
  void aStreamRegisteredLaterIsNoticedWithinASecond() throws Exception {
    create("first", 1);
    publish("first", "k", 0, 1);
    start();
    await().until(() -> !world.texts("first").isEmpty());
    long before = System.nanoTime();
    create("late", 1);
    publish("late", "k", 0, 1);
    await().until(() -> !world.texts("late").isEmpty());
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void childrenAreReadAfterTheirParents() throws Exception {
    create("s", 1);
    publish("s", "k", 0, 100);
    start();
    for (int round = 1; round <= 4; round++) {
      world.streams.setShardCount("s", round % 2 + 1);
      publish("s", "k", round * 100, 100);
    }
    await().untilAsserted(() -> assertThat(world.texts("s")).isEqualTo(expected("k", 500)));
  }

  @Test
  void oneStreamsTroubleDoesNotDelayAnother() throws Exception {
    create("bad", 1);
    create("good", 1);
    publish("bad", "k", 0, 1);
    world.streams.onCall(
        (operation, stream) -> {
          if (stream.equals("bad")) {
            throw new StreamsException(StreamFailure.ACCESS_DENIED, "not yours");
          }
        });
    start();
    publish("good", "k", 0, 10);
    await().untilAsserted(() -> assertThat(world.texts("good")).isEqualTo(expected("k", 10)));
    assertThat(world.texts("bad")).isEmpty();
    world.streams.onCall((operation, stream) -> {});
    await().untilAsserted(() -> assertThat(world.texts("bad")).isEqualTo(expected("k", 1)));
  }

  private void create(String stream, int shards) {
    world.streams.create(stream, new StreamMode.Provisioned(shards), Map.of());
    world.directory.put(stream, StreamOrigin.of(ReadFrom.beginning()));
  }

  private void publish(String stream, String partitionKey, int from, int count) {
    List<Entry> entries =
        IntStream.range(from, from + count)
            .mapToObj(
                i -> new Entry(partitionKey, (partitionKey + i).getBytes(StandardCharsets.UTF_8)))
            .toList();
    assertThat(world.streams.publish(stream, entries))
        .allMatch(PublishOutcome.Accepted.class::isInstance);
  }

  private static List<String> expected(String partitionKey, int count) {
    return IntStream.range(0, count).mapToObj(i -> partitionKey + i).toList();
  }

  private void start() throws Exception {
    WORLDS.put(key, world);
    String id = key;
    Configuration config = new Configuration();
    config.setString("pipeline.object-reuse", "true");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, config);
    StreamsSource source =
        new StreamsSource(
            () -> WORLDS.get(id).streams,
            () -> () -> new HashMap<>(WORLDS.get(id).directory),
            Spread.BY_STREAM,
            Tuning.defaults());
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "streams").addSink(new Collector(id));
    job = env.executeAsync();
  }

  private record Collector(String id) implements SinkFunction<ShardBatch> {
    @Override
    public void invoke(ShardBatch batch, Context context) {
      World world = WORLDS.get(id);
      if (world != null) {
        for (StreamRecord record : batch.records()) {
          assertThat(record.sequence()).isNotEmpty();
        }
        world.batches.add(batch);
      }
    }
  }
}
