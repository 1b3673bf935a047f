package com.eventbuspro.transform.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.lake.write.TablePositions;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.transform.rejected.RejectedEvents;
import com.eventbuspro.transform.rejected.Rejections;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The source on Flink: everything once, in history, at the hand-over and live, through failures.
 */
class HistoryThenLiveIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SOON = Duration.ofMillis(300);
  private static final LakeAccess LAKE = Scene::lake;
  private static final StreamsFactory STREAMS = () -> Scene.streams;
  private static final RejectedEvents NONE =
      () -> {
        throw new IllegalStateException("Nothing is to be rejected");
      };

  @BeforeEach
  void forget() {
    Observer.reset();
  }

  @Test
  void historyIsFollowedByTheStreamWithNoGapAndNoDuplicate() throws Exception {
    Scene scene = new Scene(3);
    scene.publish(0, 500);
    scene.capture();
    scene.publish(500, 1000);
    long snapshot = scene.capture();
    scene.publish(1000, 1500);
    try (Job job = new Job(scene, snapshot)) {
      scene.capture();
      job.awaitNumbers(1500);
      scene.publish(1500, 2000);
      job.awaitNumbers(2000);
    }
    assertThatEachCameOnce(2000);
    assertThat(Observer.LATE).hasValue(0);
  }

  @Test
  void failuresInHistoryAndLiveLoseAndDoubleNothing() throws Exception {
    Scene scene = new Scene(2);
    for (int portion = 0; portion < 10; portion++) {
      scene.publish(portion * 200, portion * 200 + 200);
      scene.capture();
    }
    scene.publish(2000, 2500);
    long snapshot = scene.capture();
    Observer.FUSE.set(700);
    try (Job job = new Job(scene, snapshot)) {
      await().atMost(PATIENCE).until(() -> Observer.FAILURES.get() == 1);
      job.awaitNumbers(2500);
      Observer.FUSE.set(300);
      scene.publish(2500, 3000);
      await().atMost(PATIENCE).until(() -> Observer.FAILURES.get() == 2);
      scene.publish(3000, 3200);
      job.awaitNumbers(3200);
    }
    assertThatEachCameOnce(3200);
  }

  @Test
  void shardsThatWereSplitBeforeAndAfterTheSnapshotAreReadToTheirEndsFirst() throws Exception {
    Scene scene = new Scene(1);
    ShardId first = Scene.streams.shards(Scene.STREAM).get(0).id();
    scene.publish(0, 100);
    Scene.streams.split(Scene.STREAM, first);
    scene.publish(100, 200);
    long snapshot = scene.capture();
    ShardId second = Scene.streams.shards(Scene.STREAM).get(1).id();
    scene.publish(200, 300);
    Scene.streams.split(Scene.STREAM, second);
    scene.publish(300, 400);
    try (Job job = new Job(scene, snapshot)) {
      job.awaitNumbers(400);
    }
    assertThatEachCameOnce(400);
    assertThat(Observer.LATE).hasValue(0);
  }

  @Test
  void aShardThatWasQuietForLongerThanTheStreamKeepsEventsIsNoLoss() throws Exception {
    Scene scene = new Scene(1);
    scene.publish(0, 100);
    long snapshot = scene.capture();
    try (Job job = new Job(scene, snapshot)) {
      scene.publish(100, 110);
      job.awaitNumbers(110);
      scene.capture();
      scene.trim();
      Observer.FUSE.set(1);
      scene.publish(110, 111);
      await().atMost(PATIENCE).until(() -> Observer.FAILURES.get() == 1);
      job.awaitNumbers(111);
    }
    assertThatEachCameOnce(111);
  }

  @Test
  void aTableWithoutASnapshotIsReadFromTheStreamsBeginning() throws Exception {
    Scene scene = new Scene(2);
    scene.publish(0, 100);
    try (Job job = new Job(scene, null)) {
      job.awaitNumbers(100);
    }
    assertThatEachCameOnce(100);
  }

  @Test
  void aStartLeavesOutWhatArrivedBeforeItThroughFailuresInHistoryAndLive() throws Exception {
    Scene scene = new Scene(2);
    scene.publish(0, 200);
    scene.capture();
    scene.publish(200, 300);
    Instant since = Scene.afterAllThereIs();
    scene.publish(300, 500);
    long snapshot = scene.capture();
    scene.publish(500, 700);
    Observer.FUSE.set(120);
    try (Job job = new Job(scene, snapshot, since)) {
      await().atMost(PATIENCE).until(() -> Observer.FAILURES.get() == 1);
      job.awaitNumbers(400);
      Observer.FUSE.set(50);
      scene.publish(700, 800);
      await().atMost(PATIENCE).until(() -> Observer.FAILURES.get() == 2);
      scene.publish(800, 900);
      job.awaitNumbers(600);
    }
    assertThatEachCameOnce(300, 900);
  }

  @Test
  void aStartInTheStreamIsHeldThroughAFailureBeforeAnythingCame() throws Exception {
    Scene scene = new Scene(2);
    scene.publish(0, 200);
    Instant since = Scene.afterAllThereIs();
    Observer.FUSE.set(1);
    try (Job job = new Job(scene, null, since)) {
      scene.publish(200, 300);
      await().atMost(PATIENCE).until(() -> Observer.FAILURES.get() == 1);
      scene.publish(300, 400);
      job.awaitNumbers(200);
    }
    assertThatEachCameOnce(200, 400);
  }

  @Test
  void whatLeftTheStreamDuringTheBackfillIsReadInRoundsThroughFailures() throws Exception {
    Scene scene = new Scene(2);
    scene.publish(0, 300);
    long snapshot = scene.capture();
    scene.publish(300, 400);
    scene.capture();
    scene.publish(400, 500);
    scene.capture();
    scene.trim();
    Observer.FUSE.set(350);
    // Whenever the source looks whether the stream has what follows, it comes too late, twice.
    AtomicInteger looks = new AtomicInteger();
    Scene.onRead(
        () -> {
          int look = looks.incrementAndGet();
          if (look <= 2) {
            scene.publish(400 + look * 100, 500 + look * 100);
            scene.capture();
            scene.trim();
          }
        });
    try (Job job = new Job(scene, snapshot)) {
      await().atMost(PATIENCE).until(() -> Observer.FAILURES.get() == 1);
      job.awaitNumbers(700);
      scene.publish(700, 800);
      job.awaitNumbers(800);
    }
    assertThatEachCameOnce(800);
    assertThat(looks).hasValueGreaterThan(2);
  }

  @Test
  void eventTimeComesToTheEndOfHistoryThoughTheStreamIsSilent() throws Exception {
    Scene scene = new Scene(2);
    for (int portion = 0; portion < 4; portion++) {
      scene.publish(portion * 100, portion * 100 + 100);
      scene.capture();
    }
    scene.publish(400, 500);
    long snapshot = scene.capture();
    Observer.FUSE.set(450);
    try (Job job =
        new Job(scene, new ReadOrigin(snapshot, "run", positions(snapshot), null), SOON)) {
      job.awaitNumbers(500);
      awaitPassed(498);
      assertThat(Observer.FAILURES).hasValue(1);
      // After history, without a file left to tell the time.
      Observer.PASSED.clear();
      Observer.FUSE.set(1);
      scene.publish(500, 501);
      await().atMost(PATIENCE).until(() -> Observer.FAILURES.get() == 2);
      job.awaitNumbers(501);
      awaitPassed(499);
    }
    assertThatEachCameOnce(501);
  }

  /** Those of the newest second may still have others before them. */
  private static void awaitPassed(int numbers) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Observer.PASSED)
                    .contains((long) numbers - 1)
                    .doesNotContain((long) numbers));
  }

  private static void assertThatEachCameOnce(int numbers) {
    assertThatEachCameOnce(0, numbers);
  }

  private static void assertThatEachCameOnce(int from, int to) {
    assertThat(Observer.COUNTS.keySet())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(from, to).mapToObj(Long::valueOf).toList());
    assertThat(Observer.COUNTS.values()).containsOnly(1);
  }

  private static Map<String, String> positions(@Nullable Long snapshot) {
    Map<String, String> positions = new TreeMap<>();
    if (snapshot != null) {
      TablePositions.read(Scene.lake().load(Scene.NAME), snapshot)
          .forEach((shard, position) -> positions.put(shard.value(), position.encode()));
    }
    return positions;
  }

  /** The source, and whoever counts, on a small Flink cluster of this JVM. */
  private static final class Job implements AutoCloseable {
    private final JobClient client;

    Job(Scene scene, @Nullable Long snapshot) throws Exception {
      this(scene, snapshot, null);
    }

    Job(Scene scene, @Nullable Long snapshot, @Nullable Instant since) throws Exception {
      this(
          scene,
          new ReadOrigin(snapshot, snapshot == null ? null : "run", positions(snapshot), since),
          Scene.NEVER);
    }

    Job(Scene scene, ReadOrigin origin, Duration idleAfter) throws Exception {
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.createLocalEnvironment(
              2,
              Configuration.fromMap(
                  Map.of(
                      "taskmanager.memory.managed.size", "64m",
                      "taskmanager.memory.network.min", "16m",
                      "taskmanager.memory.network.max", "16m",
                      "security.delegation.tokens.enabled", "false",
                      "restart-strategy.type", "fixed-delay",
                      "restart-strategy.fixed-delay.attempts", "10",
                      "restart-strategy.fixed-delay.delay", "50 ms")));
      environment.enableCheckpointing(100);
      EventTypeRead read = scene.read(idleAfter);
      RowType rows = FlinkSchemaUtil.convert(read.columns());
      environment
          .fromSource(
              HistoryThenLive.source(
                  read, origin, LAKE, STREAMS, new Rejections(NONE, "observed", 1)),
              WatermarkStrategy.noWatermarks(),
              "counted",
              InternalTypeInfo.of(rows))
          .keyBy(row -> row.getLong(0), Types.LONG)
          .process(new Observer())
          .returns(Types.VOID);
      client = environment.executeAsync("observed");
    }

    void awaitNumbers(int numbers) {
      await().atMost(PATIENCE).until(() -> Observer.COUNTS.size() >= numbers);
    }

    @Override
    public void close() throws Exception {
      client.cancel().get();
    }
  }
}
