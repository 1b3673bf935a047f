package com.eventbuspro.transform.job;

import static com.eventbuspro.transform.job.Cluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.CloudEvents;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.testing.InMemoryStreams;
import com.eventbuspro.transform.rejected.RejectedEvent;
import com.eventbuspro.transform.rejected.TooManyRejectedException;
import com.eventbuspro.transform.source.PositionExpiredException;
import com.eventbuspro.transform.source.UnknownSchemaVersionException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs on Flink, from SQL to the lake. */
class PipelineJobsIT {
  private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");
  private static final String NUMBERED =
      """
      {"type": "object", "required": ["number", "at"], "properties": {
        "number": {"type": "integer"}, "at": {"type": "string", "format": "date-time"},
        "place": {"type": "string"}, "token": {"type": "string", "format": "uuid"}}}
      """;
  private static final String HOURLY =
      """
      SELECT window_start, place, COUNT(*) AS events, SUM(number) AS total %s
      FROM TABLE(TUMBLE(TABLE %s, DESCRIPTOR(_time), INTERVAL '10' MINUTES))
      GROUP BY window_start, window_end, place
      """;

  private static Cluster cluster;

  private final World world = new World();

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.shared();
  }

  @BeforeEach
  void forget() {
    World.REJECTED.clear();
    World.STREAMS.onCall((operation, stream) -> {});
  }

  @Test
  void windowsFromHistoryToLiveAreRightThroughFailureAndStopAndGoOnAfterAChangeOfColumns()
      throws Exception {
    EventTypeName type = world.declare("windows.counted", 3, NUMBERED);
    EventTypeName result = EventTypeName.parse("windows.hourly");
    for (int portion = 0; portion < 4; portion++) {
      world.publish(type, numbers(portion * 250, portion * 250 + 250));
      world.capture(type);
    }
    JobSpec first =
        world.spec(
            "windows",
            HOURLY.formatted("", type),
            new JobOutput.LakeTable(result, List.of()),
            PipelineStart.HISTORY,
            type);
    world.publish(type, numbers(1000, 1500));
    BuiltJob built = World.jobs().build(first, cluster.settings());
    JobID job = cluster.submit(built, null);
    awaitWindows(result, 1500);

    breakOnce(world.stream(type));
    world.publish(type, numbers(1500, 2000));
    awaitWindows(result, 2000);
    String savepoint = cluster.stop(job);
    world.publish(type, numbers(2000, 2500));

    // Once it was read, the snapshot is of no importance any more.
    world.capture(type);
    World.jobs().release(type, "run-of-windows");
    World.expire(type);

    JobSpec second =
        new JobSpec(
            first.pipeline(),
            2,
            HOURLY.formatted(", UPPER(place) AS shouted", type),
            first.inputs(),
            first.output(),
            first.stateLife(),
            first.parallelism());
    BuiltJob changed = World.jobs().build(second, cluster.settings());
    assertThat(changed.fingerprint()).isEqualTo(built.fingerprint());
    JobID next = cluster.submit(changed, savepoint);
    awaitWindows(result, 2500);
    cluster.cancel(next);

    assertThat(World.rows(result, "window_start", "place", "events", "total"))
        .isEqualTo(windows(2500));
    assertThat(World.rows(result, "place", "shouted")).contains("a|null", "a|A");
  }

  @Test
  void aPoisonedEventIsKeptAsideInHistoryAndLive() throws Exception {
    EventTypeName type = world.declare("poison.counted", 1, NUMBERED);
    EventTypeName result = EventTypeName.parse("poison.result");
    world.publish(type, numbers(0, 20));
    world.capture(type);
    world.publish(type, numbers(20, 40));
    JobID job =
        cluster.submit(
            World.jobs()
                .build(
                    world.spec(
                        "poison",
                        "SELECT 100 / (MOD(number, 20) - 7) AS share, number FROM " + type,
                        new JobOutput.LakeTable(result, List.of()),
                        PipelineStart.HISTORY,
                        type),
                    cluster.settings()),
            null);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(World.rows(result, "number")).hasSize(38));
    cluster.cancel(job);

    assertThat(World.rows(result, "number")).doesNotContain("7", "27");
    List<StreamRecord> records = world.records(type);
    assertThat(World.REJECTED)
        .extracting(RejectedEvent::sequence)
        .containsOnly(records.get(7).sequence(), records.get(27).sequence());
    assertThat(World.REJECTED)
        .allSatisfy(
            event -> {
              assertThat(event.pipeline()).isEqualTo("poison");
              assertThat(event.eventType()).isEqualTo(type.toString());
              assertThat(event.cause()).isEqualTo("ArithmeticException");
              assertThat(event.shard())
                  .isEqualTo(World.STREAMS.shards(world.stream(type)).get(0).id().value());
            });
  }

  @Test
  void tooManyPoisonedEventsEndTheJob() throws Exception {
    EventTypeName type = world.declare("poisonous.counted", 1, NUMBERED);
    world.publish(type, numbers(0, 500));
    JobID job =
        cluster.submit(
            World.jobs()
                .build(
                    world.spec(
                        "poisonous",
                        "SELECT CAST(place AS INT) AS n FROM " + type,
                        new JobOutput.LakeTable(EventTypeName.parse("poisonous.result"), List.of()),
                        PipelineStart.HISTORY,
                        type),
                    cluster.settings()),
            null);

    assertThat(cluster.failure(job)).contains(TooManyRejectedException.class.getName());
    assertThat(World.REJECTED).hasSizeGreaterThan(100);
  }

  @Test
  void aGroupWithoutWindowKeepsOneRowForEachKeyInTheLake() throws Exception {
    EventTypeName type = world.declare("grouped.counted", 2, NUMBERED);
    EventTypeName result = EventTypeName.parse("grouped.result");
    world.publish(type, numbers(0, 300));
    world.capture(type);
    world.publish(type, numbers(300, 600));
    JobID job =
        cluster.submit(
            World.jobs()
                .build(
                    world.spec(
                        "groups",
                        "SELECT place, COUNT(*) AS events FROM " + type + " GROUP BY place",
                        new JobOutput.LakeTable(result, List.of("place")),
                        PipelineStart.HISTORY,
                        type),
                    cluster.settings()),
            null);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(World.rows(result, "place", "events"))
                    .containsExactly("a|200", "b|400"));
    world.publish(type, numbers(600, 630));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(World.rows(result, "place", "events"))
                    .containsExactly("a|210", "b|420"));
    cluster.cancel(job);
  }

  @Test
  void rowsAreCountedWithoutReadingAnyColumn() throws Exception {
    EventTypeName type = world.declare("counting.counted", 1, NUMBERED);
    EventTypeName result = EventTypeName.parse("counting.result");
    world.publish(type, numbers(0, 30));
    world.capture(type);
    world.publish(type, numbers(30, 50));
    JobID job =
        cluster.submit(
            World.jobs()
                .build(
                    world.spec(
                        "counting",
                        "SELECT 'all' AS what, COUNT(*) AS events FROM " + type,
                        new JobOutput.LakeTable(result, List.of("what")),
                        PipelineStart.HISTORY,
                        type),
                    cluster.settings()),
            null);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(World.rows(result, "what", "events")).containsExactly("all|50"));
    cluster.cancel(job);
  }

  @Test
  void aJobThatWasKilledGoesOnFromItsNewestCheckpointAndTheTableStaysExact() throws Exception {
    EventTypeName type = world.declare("killed.counted", 2, NUMBERED);
    EventTypeName result = EventTypeName.parse("killed.result");
    for (int portion = 0; portion < 5; portion++) {
      world.publish(type, numbers(portion * 200, portion * 200 + 200));
      world.capture(type);
    }
    JobSpec spec =
        world.spec(
            "killed",
            "SELECT number, token, _sequence FROM " + type,
            new JobOutput.LakeTable(result, List.of()),
            PipelineStart.HISTORY,
            type);
    JobID job = cluster.submit(World.jobs().build(spec, cluster.settings()), null);
    for (int kill = 0; kill < 3; kill++) {
      JobID running = job;
      await().atMost(PATIENCE).until(() -> cluster.newestCheckpoint(running).isPresent());
      world.publish(type, numbers(1000 + kill * 100, 1100 + kill * 100));
      cluster.cancel(running);
      job =
          cluster.submit(
              World.jobs().build(spec, cluster.settings()),
              cluster.newestCheckpoint(running).orElseThrow());
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(World.rows(result, "number"))
                    .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1300).mapToObj(String::valueOf).toList()));
    cluster.cancel(job);
  }

  @Test
  void aNewSchemaVersionEndsTheJobAndBuiltAnewItGoesOnFromItsState() throws Exception {
    EventTypeName type = world.declare("evolving.counted", 1, NUMBERED);
    EventTypeName result = EventTypeName.parse("evolving.result");
    world.publish(type, numbers(0, 100));
    world.capture(type);
    JobSpec spec =
        world.spec(
            "evolving",
            "SELECT place, COUNT(*) AS events, MAX(small) AS most FROM "
                + world.withSmall(type)
                + " GROUP BY place",
            new JobOutput.LakeTable(result, List.of("place")),
            PipelineStart.HISTORY,
            type);
    BuiltJob built = World.jobs().build(spec, cluster.settings());
    JobID job = cluster.submit(built, null);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(World.rows(result, "place", "events")).containsExactly("a|34", "b|66"));
    await().atMost(PATIENCE).until(() -> cluster.newestCheckpoint(job).isPresent());

    world.evolve(
        type,
        """
        {"type": "object", "required": ["number"], "properties": {
          "number": {"type": "integer"}, "at": {"type": "string", "format": "date-time"},
          "small": {"type": "integer"}, "extra": {"type": "string"},
          "location": {"type": "string", "x-aliases": ["place"]},
          "token": {"type": "string", "format": "uuid"}}}
        """);
    world.publish(
        type,
        List.of(
            envelope(type, 3, "{\"number\": 1, \"location\": \"a\", \"small\": 5}"),
            envelope(type, 3, "{\"number\": 2, \"location\": \"a\", \"small\": 5000000000}")));
    assertThat(cluster.failure(job)).contains(UnknownSchemaVersionException.class.getName());

    JobSpec anew =
        new JobSpec(
            spec.pipeline(),
            1,
            spec.sql(),
            Map.of(type, world.input(type, spec.inputs().get(type).origin())),
            spec.output(),
            spec.stateLife(),
            spec.parallelism());
    BuiltJob again = World.jobs().build(anew, cluster.settings());
    assertThat(again.fingerprint()).isEqualTo(built.fingerprint());
    JobID next = cluster.submit(again, cluster.newestCheckpoint(job).orElseThrow());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(World.rows(result, "place", "events", "most"))
                    .containsExactly("a|35|5", "b|66|null"));
    cluster.cancel(next);
    assertThat(World.REJECTED).extracting(RejectedEvent::message).contains("integer overflow");
  }

  @Test
  void aStartLeavesOutWhatArrivedBeforeIt() throws Exception {
    EventTypeName type = world.declare("starts.counted", 2, NUMBERED);
    world.publish(type, numbers(0, 50));
    world.capture(type);
    Instant afterFirst = world.arrivalAfterAll(type);
    world.publish(type, numbers(50, 100));
    world.capture(type);
    world.publish(type, numbers(100, 150));
    Instant afterThird = world.arrivalAfterAll(type);
    world.publish(type, numbers(150, 200));

    assertThat(allFrom(type, "fromhistory", PipelineStart.HISTORY, 200)).startsWith("0", "1");
    assertThat(allFrom(type, "frompast", new PipelineStart.At(afterFirst), 150))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(50, 200).mapToObj(String::valueOf).toList());
    assertThat(allFrom(type, "fromstream", new PipelineStart.At(afterThird), 50))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(150, 200).mapToObj(String::valueOf).toList());
  }

  private List<String> allFrom(EventTypeName type, String pipeline, PipelineStart start, int rows)
      throws Exception {
    EventTypeName result = EventTypeName.parse("starts." + pipeline);
    JobID job =
        cluster.submit(
            World.jobs()
                .build(
                    world.spec(
                        pipeline,
                        "SELECT number FROM " + type,
                        new JobOutput.LakeTable(result, List.of()),
                        start,
                        type),
                    cluster.settings()),
            null);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(World.rows(result, "number")).hasSize(rows));
    cluster.cancel(job);
    return World.rows(result, "number");
  }

  @Test
  void whatTheStreamNoLongerHasIsMissedLoudly() throws Exception {
    EventTypeName type = world.declare("expired.counted", 1, NUMBERED);
    world.publish(type, numbers(0, 50));
    world.capture(type);
    JobSpec spec =
        world.spec(
            "expired",
            "SELECT number FROM " + type,
            new JobOutput.LakeTable(EventTypeName.parse("expired.result"), List.of()),
            PipelineStart.HISTORY,
            type);
    world.publish(type, numbers(50, 100));
    World.STREAMS.trim(
        world.stream(type),
        World.STREAMS.shards(world.stream(type)).get(0).id(),
        world.records(type).get(70).sequence());

    JobID job = cluster.submit(World.jobs().build(spec, cluster.settings()), null);

    assertThat(cluster.failure(job)).contains(PositionExpiredException.class.getName());
  }

  private static String envelope(EventTypeName type, int version, String data) {
    return new String(
        CloudEvents.structured(
            new CloudEvents.Attributes(
                "id-" + data.hashCode(), "/tests", type, FIRST.plusSeconds(5000), version),
            data.getBytes(StandardCharsets.UTF_8)),
        StandardCharsets.UTF_8);
  }

  /** Numbers, each ten seconds of event time after the one before. */
  private static List<String> numbers(int from, int to) {
    List<String> events = new ArrayList<>();
    for (int number = from; number < to; number++) {
      events.add(
          "{\"number\": %d, \"at\": \"%s\", \"place\": \"%s\"}"
              .formatted(number, FIRST.plusSeconds(number * 10L), place(number)));
    }
    return events;
  }

  private static String place(int number) {
    return number % 3 == 0 ? "a" : "b";
  }

  /** What windows of ten minutes over the numbers must be, as far as they are closed. */
  private static List<String> windows(int numbers) {
    Map<String, long[]> windows = new TreeMap<>();
    for (int number = 0; number < numbers; number++) {
      String key = FIRST.plusSeconds(number / 60 * 600L) + "|" + place(number);
      long[] sums = windows.computeIfAbsent(key, k -> new long[2]);
      sums[0]++;
      sums[1] += number;
    }
    Instant open = FIRST.plusSeconds((numbers - 1) / 60 * 600L);
    return windows.entrySet().stream()
        .filter(window -> !window.getKey().startsWith(open.toString()))
        .map(
            window ->
                window.getKey().replace(":00Z|", "|")
                    + "|"
                    + window.getValue()[0]
                    + "|"
                    + window.getValue()[1])
        .sorted()
        .toList();
  }

  private static void awaitWindows(EventTypeName result, int numbers) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(World.rows(result, "window_start", "place", "events", "total"))
                    .isEqualTo(windows(numbers)));
  }

  /** The next read of a stream breaks its reader down. */
  private static void breakOnce(String stream) {
    var broken = new AtomicBoolean();
    World.STREAMS.onCall(
        (operation, name) -> {
          if (operation == InMemoryStreams.Operation.READ
              && name.equals(stream)
              && broken.compareAndSet(false, true)) {
            throw new IllegalStateException("Breaks as told");
          }
        });
  }
}
