package com.eventbuspro.transform.job;

import static com.eventbuspro.transform.job.Cluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.streams.testing.InMemoryStreams;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs on Flink, from SQL to the lake: their results are right, whatever happens to them. */
class PipelineJobsIT {
  private static final String WINDOWS =
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
    World.STREAMS.onCall((operation, stream) -> {});
  }

  @Test
  void windowsFromHistoryToLiveAreRightThroughFailureAndStopAndGoOnAfterAChangeOfColumns()
      throws Exception {
    EventTypeName type = world.declare("windows.counted", 3, Numbers.SCHEMA);
    EventTypeName result = EventTypeName.parse("windows.hourly");
    for (int portion = 0; portion < 4; portion++) {
      world.publish(type, Numbers.events(portion * 250, portion * 250 + 250));
      world.capture(type);
    }
    JobSpec first = world.spec("windows", WINDOWS.formatted("", type), type, result);
    world.publish(type, Numbers.events(1000, 1500));
    BuiltJob built = World.build(first, cluster.settings());
    JobID job = cluster.submit(built, null);
    awaitWindows(result, 1500);

    breakOnce(world.stream(type));
    world.publish(type, Numbers.events(1500, 2000));
    awaitWindows(result, 2000);
    String savepoint = cluster.stop(job);
    world.publish(type, Numbers.events(2000, 2500));

    // Once it was read, the snapshot is of no importance any more.
    world.capture(type);
    World.jobs().release(type, "run-of-windows");
    World.expire(type);

    JobSpec second =
        new JobSpec(
            first.pipeline(),
            2,
            WINDOWS.formatted(", UPPER(place) AS shouted", type),
            first.inputs(),
            first.output(),
            first.stateLife(),
            first.parallelism());
    BuiltJob changed = World.build(second, cluster.settings());
    assertThat(changed.fingerprint()).isEqualTo(built.fingerprint());
    JobID next = cluster.submit(changed, savepoint);
    awaitWindows(result, 2500);
    cluster.cancel(next);

    assertThat(World.rows(result, "window_start", "place", "events", "total"))
        .isEqualTo(Numbers.windows(2500));
    assertThat(World.rows(result, "place", "shouted")).contains("a|null", "a|A");
  }

  @Test
  void aGroupWithoutWindowKeepsOneRowForEachKeyInTheLake() throws Exception {
    EventTypeName type = world.declare("grouped.counted", 2, Numbers.SCHEMA);
    EventTypeName result = EventTypeName.parse("grouped.result");
    world.publish(type, Numbers.events(0, 300));
    world.capture(type);
    world.publish(type, Numbers.events(300, 600));
    JobID job =
        cluster.submit(
            world.spec(
                "groups",
                "SELECT place, COUNT(*) AS events FROM " + type + " GROUP BY place",
                type,
                result,
                "place"));

    World.awaitRows(List.of("a|200", "b|400"), result, "place", "events");
    world.publish(type, Numbers.events(600, 630));
    World.awaitRows(List.of("a|210", "b|420"), result, "place", "events");
    cluster.cancel(job);
  }

  @Test
  void aTableIsCompactedWhileAJobRevisesItsRowsAndTheJobGoesOnFromItsCheckpoint() throws Exception {
    EventTypeName type = world.declare("compacted.counted", 2, Numbers.SCHEMA);
    EventTypeName result = EventTypeName.parse("compacted.result");
    world.publish(type, Numbers.events(0, 300));
    world.capture(type);
    JobSpec spec =
        world.spec(
            "compacted",
            "SELECT place, COUNT(*) AS events FROM " + type + " GROUP BY place",
            type,
            result,
            "place");
    JobID job = cluster.submit(spec);
    long rewritten = 0;
    for (int events = 300; events < 600; events += 60) {
      world.publish(type, Numbers.events(events, events + 60));
      World.awaitRows(counts(events + 60), result, "place", "events");
      rewritten += World.compact(result);
      assertThat(World.rows(result, "place", "events")).isEqualTo(counts(events + 60));
      if (events == 420) {
        JobID running = job;
        cluster.cancel(running);
        rewritten += World.compact(result);
        job = cluster.submit(spec, cluster.newestCheckpoint(running).orElseThrow());
      }
    }
    cluster.cancel(job);
    rewritten += World.compact(result);
    assertThat(rewritten).isPositive();
    assertThat(World.rows(result, "place", "events")).isEqualTo(counts(600));
    assertThat(World.files(result)).isLessThanOrEqualTo(4);
  }

  private static List<String> counts(int numbers) {
    return List.of("a|" + numbers / 3, "b|" + numbers * 2 / 3);
  }

  @Test
  void rowsAreCountedWithoutReadingAnyColumn() throws Exception {
    EventTypeName type = world.declare("counting.counted", 1, Numbers.SCHEMA);
    EventTypeName result = EventTypeName.parse("counting.result");
    world.publish(type, Numbers.events(0, 30));
    world.capture(type);
    world.publish(type, Numbers.events(30, 50));
    JobID job =
        cluster.submit(
            world.spec(
                "counting",
                "SELECT 'all' AS what, COUNT(*) AS events FROM " + type,
                type,
                result,
                "what"));

    World.awaitRows(List.of("all|50"), result, "what", "events");
    cluster.cancel(job);
  }

  @Test
  void aJobThatWasKilledGoesOnFromItsNewestCheckpointAndTheTableStaysExact() throws Exception {
    EventTypeName type = world.declare("killed.counted", 2, Numbers.SCHEMA);
    EventTypeName result = EventTypeName.parse("killed.result");
    for (int portion = 0; portion < 5; portion++) {
      world.publish(type, Numbers.events(portion * 200, portion * 200 + 200));
      world.capture(type);
    }
    JobSpec spec =
        world.spec("killed", "SELECT number, token, _sequence FROM " + type, type, result);
    JobID job = cluster.submit(spec);
    for (int kill = 0; kill < 3; kill++) {
      JobID running = job;
      await().atMost(PATIENCE).until(() -> cluster.newestCheckpoint(running).isPresent());
      world.publish(type, Numbers.events(1000 + kill * 100, 1100 + kill * 100));
      cluster.cancel(running);
      job = cluster.submit(spec, cluster.newestCheckpoint(running).orElseThrow());
    }
    World.awaitRows(Numbers.rows(0, 1300), result, "number");
    cluster.cancel(job);
  }

  @Test
  void aJobThatOnlySeemedDeadCommitsNothingBesideTheOneThatGoesOnFromItsCheckpoint()
      throws Exception {
    EventTypeName type = world.declare("undead.counted", 2, Numbers.SCHEMA);
    EventTypeName result = EventTypeName.parse("undead.result");
    world.publish(type, Numbers.events(0, 200));
    world.capture(type);
    JobSpec spec = world.spec("undead", "SELECT number, token FROM " + type, type, result);
    JobID undead = cluster.submit(spec);
    World.awaitRows(Numbers.rows(0, 200), result, "number");

    JobID next = cluster.submit(spec, cluster.newestCheckpoint(undead).orElseThrow());
    assertThat(cluster.status(undead)).isNotEqualTo(JobStatus.CANCELED);
    world.publish(type, Numbers.events(200, 400));
    World.awaitRows(Numbers.rows(0, 400), result, "number");

    assertThat(cluster.failure(undead)).contains("was taken over by another job");
    world.publish(type, Numbers.events(400, 500));
    World.awaitRows(Numbers.rows(0, 500), result, "number");
    cluster.cancel(next);
  }

  private static void awaitWindows(EventTypeName result, int numbers) {
    World.awaitRows(Numbers.windows(numbers), result, "window_start", "place", "events", "total");
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
