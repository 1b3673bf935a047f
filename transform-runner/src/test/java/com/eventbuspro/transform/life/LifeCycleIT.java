package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.transform.engine.EmbeddedEngine;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines from their making to their end, with jobs that count and notice whatever is lost. */
class LifeCycleIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = Integer.MAX_VALUE;

  @TempDir private Path directory;
  private LifeWorld world;

  @BeforeEach
  void makeWorld() throws Exception {
    world = new LifeWorld(directory);
    world.ready("StreamReady", "TRUE");
  }

  @AfterEach
  void endWorld() throws Exception {
    world.close();
  }

  @Test
  void aPipelineWaitsRunsPausesGoesOnChangesAndGoes() throws Exception {
    world.ready("StreamReady", "FALSE");
    LifeCycle life = world.start(world.database(), 2);
    world.create("whole", "A one");
    awaitStatus("whole", "WAITING/SourceNotReady");
    assertThat(world.message("whole")).contains("tests.numbers");

    world.ready("StreamReady", "TRUE");
    awaitStatus("whole", "LIVE/Live");
    awaitNumbers("whole", 1, 50);
    awaitThat(() -> world.jobs.pins().isEmpty());
    assertThat(life.trouble()).isEmpty();

    world.desire("whole", "PAUSED");
    awaitStatus("whole", "PAUSED/AsWanted");
    long stopped = Counted.of("whole", 1).newest.get();
    world.desire("whole", "RUNNING");
    awaitStatus("whole", "LIVE/Live");
    awaitNumbers("whole", 1, stopped + 50);

    world.change("whole", 2, "A two", "BACKFILL");
    awaitNumbers("whole", 2, stopped + 100);
    awaitStatus("whole", "LIVE/Live");
    assertThat(world.detail("whole", "version")).isEqualTo("2");
    assertThat(world.ends("whole")).isEqualTo("Stopped Stopped -");

    world.desire("whole", "DELETED");
    awaitGone("whole");
    assertNothingWrong("whole", 2);
  }

  @Test
  void aRunnerThatDiesAfterEachThingThatItRecordsIsFollowedByOneThatGoesOn() throws Exception {
    Lives lives = new Lives();
    world.create("killed", "A one");
    lives.until(() -> world.status("killed").equals("LIVE/Live"));
    lives.until(() -> Counted.of("killed", 1).newest.get() > 200);
    world.change("killed", 2, "A two", "BACKFILL");
    lives.until(() -> world.detail("killed", "version").equals("2"));
    lives.until(() -> world.status("killed").equals("LIVE/Live"));
    world.desire("killed", "PAUSED");
    lives.until(() -> world.status("killed").equals("PAUSED/AsWanted"));
    world.desire("killed", "RUNNING");
    lives.until(() -> world.status("killed").equals("LIVE/Live"));
    world.desire("killed", "DELETED");
    lives.until(() -> world.count("SELECT count(*) FROM pipeline") == 0);
    lives.end();
    assertThat(lives.count).as("how many lives it took").isGreaterThan(3);
    assertNothingWrong("killed", 2);
    assertThat(world.count("SELECT count(*) FROM pipeline_run")).isZero();
  }

  @Test
  void aChangeWithoutItsStateBeginsWhereTheOneBeforeStopped() throws Exception {
    var life = world.start(world.database(), 2);
    world.create("dropping", "A one");
    awaitNumbers("dropping", 1, 100);
    world.change("dropping", 2, "B DROPPED", "DROP_STATE");
    awaitNumbers("dropping", 2, 200);
    // Nothing was read again: each number came to one of the versions.
    assertThat(Counted.of("dropping", 2).numbers.get())
        .isLessThanOrEqualTo(Counted.of("dropping", 2).newest.get() - 90);
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void anIncompatibleChangeRunsBesideUntilSomebodySwitches() throws Exception {
    var life = world.start(world.database(), 2);
    world.create("besides", "A one");
    awaitStatus("besides", "LIVE/Live");
    world.table("tests.result");
    world.change("besides", 2, "B two", "BACKFILL");
    awaitThat(() -> world.detail("besides", "candidate_version").equals("2"));
    // The real job makes the table.
    world.table("tests.result__v2");
    awaitThat(() -> world.count("SELECT count(*) FROM pipeline_comparison") == 1);
    assertThat(world.detail("besides", "version")).isEqualTo("1");
    assertThat(world.text("SELECT details ->> 'complete' FROM pipeline_comparison"))
        .isEqualTo("true");

    world.switchTo("besides", 2);
    awaitThat(() -> world.detail("besides", "version").equals("2"));
    awaitStatus("besides", "LIVE/Live");
    assertThat(world.hasTable("tests.result__v1")).isTrue();
    assertThat(world.hasTable("tests.result")).isTrue();
    assertThat(world.hasTable("tests.result__v2")).isFalse();
    assertThat(world.text("SELECT switch_to FROM pipeline")).isEmpty();
    assertNothingWrong("besides", 2);

    world.change("besides", 3, "C three", "BACKFILL");
    awaitThat(() -> world.detail("besides", "candidate_version").equals("3"));
    world.table("tests.result__v3");
    world.change("besides", 4, "B two", "BACKFILL");
    awaitThat(() -> world.detail("besides", "version").equals("4"));
    awaitStatus("besides", "LIVE/Live");
    assertThat(world.hasTable("tests.result__v3")).as("of a candidate that never was").isFalse();
    assertNothingWrong("besides", 4);
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void aSwitchSurvivesARunnerThatDiesAfterEachThingThatItRecords() throws Exception {
    Lives lives = new Lives();
    world.create("switched", "A one");
    lives.until(() -> world.status("switched").equals("LIVE/Live"));
    world.table("tests.result");
    world.change("switched", 2, "B two", "BACKFILL");
    lives.until(() -> world.detail("switched", "candidate_version").equals("2"));
    lives.until(
        () -> {
          // The real job makes the table, whenever it begins anew.
          if (!world.hasTable("tests.result__v2")) {
            world.table("tests.result__v2");
          }
          return world.count("SELECT count(*) FROM pipeline_comparison") == 1;
        });
    world.switchTo("switched", 2);
    lives.until(() -> world.detail("switched", "version").equals("2"));
    lives.until(() -> world.status("switched").equals("LIVE/Live"));
    lives.end();
    assertThat(world.hasTable("tests.result__v1")).isTrue();
    assertThat(world.hasTable("tests.result")).isTrue();
    assertThat(world.hasTable("tests.result__v2")).isFalse();
    assertNothingWrong("switched", 2);
  }

  @Test
  void aPipelineThatFailsIsStoppedWithTheCauseAndAnotherGoesOnBesideIt() throws Exception {
    var life = world.start(world.database(), 2);
    world.create("healthy", "A one");
    world.create("broken", "A FAIL");
    awaitStatus("broken", "FAILING/KeepsFailing");
    assertThat(world.message("broken")).contains("divided by zero").contains("NULLIF");
    assertThat(world.ends("broken")).isEqualTo("Failed Failed Failed");
    long seen = Counted.of("healthy", 1).newest.get();
    awaitNumbers("healthy", 1, seen + 50);
    assertThat(world.ends("healthy")).isEqualTo("-");

    world.change("broken", 2, "A corrected", "BACKFILL");
    awaitNumbers("broken", 2, 50);
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void aNewSchemaVersionIsPlannedByItself() throws Exception {
    var life = world.start(world.database(), 2);
    world.create("evolving", "A NEW SCHEMA");
    awaitThat(() -> world.ends("evolving").startsWith("SchemaChanged"));
    world.addSchema(2);
    awaitStatus("evolving", "LIVE/Live");
    awaitNumbers("evolving", 1, 200);
    assertNothingWrong("evolving", 1);
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void whoFindsNoSlotWaitsForOne() throws Exception {
    var life = world.start(world.database(), 1);
    world.create("first", "A one");
    awaitStatus("first", "LIVE/Live");
    world.create("second", "A one");
    awaitStatus("second", "WAITING/NoFreeSlot");
    world.desire("first", "PAUSED");
    awaitStatus("second", "LIVE/Live");
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void whoLosesTheLeaseEndsItsJobsAndTheOtherGoesOn() throws Exception {
    EmbeddedEngine engine = new EmbeddedEngine(2, 64, 16);
    DyingDatabase cut = new DyingDatabase(world.database(), MANY);
    var first = world.start(cut.source(), engine);
    world.create("leased", "A one");
    awaitStatus("leased", "LIVE/Live");
    var second = world.start(world.database(), 2);
    // Nobody but the holder acts.
    assertThat(world.ends("leased")).isEqualTo("-");
    cut.die();
    awaitThat(() -> engine.jobs().isEmpty());
    awaitThat(() -> world.ends("leased").equals("Lost -"));
    awaitStatus("leased", "LIVE/Live");
    assertNothingWrong("leased", 1);
    assertThat(first.trouble()).isPresent();
    assertThat(second.trouble()).isEmpty();
  }

  /**
   * Runners, each of which dies when it is about to record something after as many things as it has
   * number: so there is a death after each thing, and one lives long enough to finish.
   */
  private final class Lives {
    private int count = 1;
    private DyingDatabase database = new DyingDatabase(world.database(), count);
    private EmbeddedEngine engine = new EmbeddedEngine(2, 64, 16);

    Lives() {
      var unused = world.start(database.source(), engine);
    }

    void until(Callable<Boolean> reached) {
      await()
          .atMost(PATIENCE.multipliedBy(2))
          .until(
              () -> {
                if (database.isDead()) {
                  next();
                }
                return reached.call();
              });
    }

    private void next() throws SQLException {
      engine.close();
      world.run("DELETE FROM transform_runner_lease");
      count++;
      database = new DyingDatabase(world.database(), count);
      engine = new EmbeddedEngine(2, 64, 16);
      var unused = world.start(database.source(), engine);
    }

    void end() {
      database.die();
      engine.close();
    }
  }

  private void awaitStatus(String pipeline, String status) {
    await("status of " + pipeline)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(world.status(pipeline)).isEqualTo(status));
  }

  private void awaitNumbers(String pipeline, int version, long newest) {
    awaitThat(() -> Counted.of(pipeline, version).newest.get() > newest);
  }

  private void awaitGone(String pipeline) {
    awaitThat(() -> world.count("SELECT count(*) FROM pipeline WHERE name = ?", pipeline) == 0);
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private static void assertNothingWrong(String pipeline, int versions) {
    IntStream.rangeClosed(1, versions)
        .forEach(
            version ->
                assertThat(Counted.of(pipeline, version).wrong)
                    .as(pipeline + " " + version)
                    .hasNullValue());
  }
}
