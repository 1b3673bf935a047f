package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.transform.engine.EmbeddedEngine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines from their making to their end, with jobs that count and notice whatever is lost. */
class LifeCycleIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SHORT_LEASE = Duration.ofSeconds(3);

  private static Bed bed;
  @TempDir private Path directory;
  private LifeWorld world;

  @BeforeAll
  static void makeBed() throws Exception {
    bed = new Bed();
  }

  @AfterAll
  static void endBed() throws Exception {
    bed.close();
  }

  @BeforeEach
  void makeWorld() throws Exception {
    world = new LifeWorld(bed, directory);
    world.ready("StreamReady", "TRUE");
  }

  @AfterEach
  void endWorld() {
    world.close();
  }

  @Test
  void aPipelineWaitsRunsPausesGoesOnChangesAndGoes() throws Exception {
    EmbeddedEngine engine = new EmbeddedEngine(2, 64, 16, Duration.ofMillis(1));
    world.ready("StreamReady", "FALSE");
    LifeCycle life = world.start(world.database(), engine, Duration.ofMinutes(1));
    world.create("whole", "A one");
    awaitStatus("whole", "WAITING/SourceNotReady");
    assertThat(world.message("whole")).contains("tests.numbers");
    assertThat(engine.isStarted()).isFalse();

    world.ready("StreamReady", "TRUE");
    awaitStatus("whole", "LIVE/Live");
    awaitNumbers("whole", 1, 50);
    awaitThat(() -> world.jobs.pins().isEmpty());
    assertThat(life.trouble()).isEmpty();

    assertThat(world.detail("whole", "quarantined")).isEqualTo("0");
    world.quarantine("whole");
    world.desire("whole", "PAUSED");
    awaitStatus("whole", "PAUSED/AsWanted");
    awaitThat(() -> world.detail("whole", "quarantined").equals("1"));
    long stopped = Counted.of("whole", 1).newest.get();
    await("Flink goes when nothing runs").atMost(PATIENCE).until(() -> !engine.isStarted());
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
  void aRunnerThatDiesAtEachThingThatItRecordsIsFollowedByOneThatGoesOn() throws Exception {
    Lives lives = new Lives(BorrowedEngine.Kind.EMBEDDED);
    lives.deaths.at("begin");
    world.create("killed", "A one");
    lives.until(() -> world.status("killed").equals("LIVE/Live"));
    lives.until(() -> Counted.of("killed", 1).newest.get() > 100);
    lives.deaths.at("change");
    for (int version = 2; version <= 3; version++) {
      String wanted = Integer.toString(version);
      world.change("killed", version, "A " + wanted, "BACKFILL");
      lives.until(() -> world.detail("killed", "version").equals(wanted));
      lives.until(() -> world.status("killed").equals("LIVE/Live"));
    }
    // Whoever dies before it stops a job takes the job along; the second time it stops it.
    for (int time = 0; time < 2; time++) {
      lives.deaths.at("pause");
      world.desire("killed", "PAUSED");
      lives.until(() -> world.status("killed").equals("PAUSED/AsWanted"));
      lives.deaths.at("resume");
      world.desire("killed", "RUNNING");
      lives.until(() -> world.status("killed").equals("LIVE/Live"));
    }
    lives.deaths.at("delete");
    world.desire("killed", "DELETED");
    lives.until(() -> world.count("SELECT count(*) FROM pipeline") == 0);
    lives.end();
    assertThat(lives.deaths.died())
        .contains(
            "begin: before INSERT INTO pipeline_run",
            "begin: after INSERT INTO pipeline_run",
            "begin: after UPDATE pipeline_run SET origins",
            "begin: after UPDATE pipeline_run SET state RUNNING",
            "change: before UPDATE pipeline_run SET state STOPPING",
            "change: after UPDATE pipeline_run SET state STOPPING",
            "change: after INSERT INTO pipeline_run",
            "pause: after UPDATE pipeline_run SET state STOPPING",
            "pause: after UPDATE pipeline_run SET state Stopped",
            "resume: before UPDATE pipeline_run SET origins",
            "delete: before DELETE FROM pipeline_run, DELETE FROM pipeline");
    assertNothingWrong("killed", 3);
    assertThat(world.count("SELECT count(*) FROM pipeline_run")).isZero();
  }

  @Test
  void aChangeWithoutItsStateBeginsWhereTheOneBeforeStopped() throws Exception {
    LifeCycle life = world.start();
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
  void aVersionWithAnotherStartReadsFromThereWhateverItsSql() throws Exception {
    LifeCycle life = world.start();
    world.create("restarted", "A one");
    awaitNumbers("restarted", 1, 100);
    world.change("restarted", 2, "A one", "DROP_STATE", "2026-01-01T00:00:00Z");
    awaitNumbers("restarted", 2, 10);
    long newest = Counted.of("restarted", 2).newest.get();
    assertThat(Counted.of("restarted", 2).numbers.get()).as("all from 0 on").isGreaterThan(newest);
    awaitStatus("restarted", "LIVE/Live");

    world.change("restarted", 3, "A one", "BACKFILL", "history");
    awaitThat(() -> world.detail("restarted", "candidate_version").equals("3"));
    assertThat(world.detail("restarted", "version")).isEqualTo("2");
    awaitNumbers("restarted", 3, 10);
    assertNothingWrong("restarted", 3);
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void anIncompatibleChangeRunsBesideUntilSomebodySwitches() throws Exception {
    LifeCycle life = world.start();
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
    world.append("tests.result__v2", 3);
    awaitThat(
        () ->
            world
                .text("SELECT details ->> 'only_candidate_rows' FROM pipeline_comparison")
                .equals("3"));

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
    awaitThat(() -> world.jobs.pins().isEmpty());
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void aSwitchSurvivesARunnerThatDiesAtEachThingThatItRecordsWhileItsJobsGoOn() throws Exception {
    Lives lives = new Lives(BorrowedEngine.Kind.REMOTE);
    lives.deaths.at("begin");
    world.create("switched", "A one");
    lives.until(() -> world.status("switched").equals("LIVE/Live"));
    lives.deaths.at("candidate");
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
    lives.deaths.at("switch");
    world.switchTo("switched", 2);
    lives.until(() -> world.detail("switched", "version").equals("2"));
    lives.until(() -> world.status("switched").equals("LIVE/Live"));
    lives.end();
    assertThat(lives.deaths.died())
        .contains(
            "candidate: after INSERT INTO pipeline_run",
            "candidate: after INSERT INTO pipeline_comparison",
            "switch: after UPDATE pipeline_run SET state STOPPING",
            "switch: before INSERT INTO pipeline_run, UPDATE pipeline SET switch_to",
            "switch: after INSERT INTO pipeline_run, UPDATE pipeline SET switch_to");
    assertThat(world.ends("switched")).as("no job was lost").doesNotContain("Lost");
    assertThat(world.hasTable("tests.result__v1")).isTrue();
    assertThat(world.hasTable("tests.result")).isTrue();
    assertThat(world.hasTable("tests.result__v2")).isFalse();
    assertNothingWrong("switched", 2);
  }

  @Test
  void aPipelineThatFailsIsStoppedWithTheCauseAndAnotherGoesOnBesideIt() throws Exception {
    LifeCycle life = world.start();
    world.create("healthy", "A one");
    world.create("broken", "A FAIL");
    awaitStatus("broken", "FAILING/KeepsFailing");
    assertThat(world.message("broken")).contains("divided by zero").contains("NULLIF");
    assertThat(world.ends("broken")).isEqualTo("Failed Failed Failed");
    awaitStatus("healthy", "LIVE/Live");
    long seen = Counted.of("healthy", 1).newest.get();
    awaitNumbers("healthy", 1, seen + 50);
    assertThat(world.ends("healthy")).isEqualTo("-");

    String offender =
        "{\"shard\": \"shardId-7\", \"sequence\": \"42\", \"event_type\": \"tests.numbers\"}";
    assertThat(world.offenders("broken")).isEqualTo("[" + offender + "]");
    life.close();
    world.run("UPDATE pipeline_status SET message = '' WHERE pipeline = 'broken'");
    life = world.start();
    await("who comes next knows the cause")
        .atMost(PATIENCE)
        .until(() -> world.message("broken").contains("divided by zero"));
    assertThat(world.offenders("broken")).isEqualTo("[" + offender + "]");

    world.change("broken", 2, "A corrected", "BACKFILL");
    awaitNumbers("broken", 2, 50);
    awaitThat(() -> world.detail("broken", "last_error").isEmpty());
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void whatCannotBeMadeFailsWithTheCauseAndIsTriedAgainWhenSomebodyDidSomething() throws Exception {
    LifeCycle life = world.start();
    world.create("refused", "A REFUSED");
    awaitStatus("refused", "FAILING/DestinationRefused");
    assertThat(world.message("refused"))
        .contains("The table has another layout")
        .contains("choose another name");
    assertThat(world.ends("refused")).isEqualTo("Invalid");
    assertThat(world.jobs.pins()).isEmpty();

    life.close();
    life = world.start();
    await("who comes next finds out the cause")
        .atMost(PATIENCE)
        .until(() -> world.ends("refused").equals("Invalid Invalid"));
    awaitStatus("refused", "FAILING/DestinationRefused");

    world.change("refused", 2, "B corrected", "BACKFILL");
    awaitStatus("refused", "LIVE/Live");
    assertThat(world.detail("refused", "version")).isEqualTo("2");
    world.change("refused", 3, "B REFUSED", "BACKFILL");
    awaitStatus("refused", "FAILING/DestinationRefused");
    long stopped = Counted.of("refused", 2).newest.get();
    world.change("refused", 4, "B corrected", "BACKFILL");
    awaitNumbers("refused", 4, stopped + 50);
    assertNothingWrong("refused", 4);
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void aVersionThatWaitsInVainIsOverWhenAnotherOneIsWanted() throws Exception {
    world.ready("StreamReady", "FALSE");
    LifeCycle life = world.start();
    world.create("waiting", "A one");
    awaitStatus("waiting", "WAITING/SourceNotReady");
    // It is recorded and not made when what it reads is not ready any more.
    world.jobs.hold();
    world.ready("StreamReady", "TRUE");
    awaitThat(() -> world.ends("waiting").equals("-"));
    awaitThat(() -> !world.status("waiting").equals("WAITING/SourceNotReady"));
    world.ready("StreamReady", "FALSE");
    // A step that had seen it ready would make the job if it could.
    awaitStatus("waiting", "WAITING/SourceNotReady");
    world.jobs.letGo();
    world.change("waiting", 2, "B two", "BACKFILL");
    awaitThat(() -> world.ends("waiting").equals("Stopped"));
    world.ready("StreamReady", "TRUE");
    awaitStatus("waiting", "LIVE/Live");
    assertThat(world.detail("waiting", "version")).isEqualTo("2");
    awaitThat(() -> world.jobs.pins().isEmpty());
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void aNewSchemaVersionIsPlannedByItself() throws Exception {
    LifeCycle life = world.start();
    world.create("evolving", "A NEW SCHEMA");
    awaitThat(() -> world.ends("evolving").startsWith("SchemaChanged"));
    world.addSchema(2);
    awaitStatus("evolving", "LIVE/Live");
    awaitNumbers("evolving", 1, 200);
    assertNothingWrong("evolving", 1);
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void allTablesOfAPipelineAndNoOthersAreCompactedAndLoseTheirOldSnapshots() throws Exception {
    world.create("keeping", "A one");
    world.table("tests.result");
    world.table("tests.result__v2");
    world.table("tests.results");
    for (String table : List.of("tests.result", "tests.result__v2", "tests.results")) {
      world.append(table, 10);
      world.commit(table, 93);
    }
    new TableUpkeep(world.kit(), Clock.offset(Clock.systemUTC(), Duration.ofHours(7))).look();
    for (String table : List.of("tests.result", "tests.result__v2")) {
      assertThat(world.files(table)).isEqualTo("1");
      assertThat(world.snapshots(table)).as("with that of compaction").isEqualTo(101);
    }
    assertThat(world.files("tests.results")).isEqualTo("10");
    assertThat(world.snapshots("tests.results")).isEqualTo(103);
  }

  @Test
  void whoFindsNoSlotWaitsForOne() throws Exception {
    LifeCycle life =
        world.start(
            world.database(), world.engine(1, BorrowedEngine.Kind.EMBEDDED), Duration.ofMinutes(1));
    world.create("first", "A one");
    awaitStatus("first", "LIVE/Live");
    world.create("second", "A one");
    awaitStatus("second", "WAITING/NoFreeSlot");
    world.desire("first", "PAUSED");
    awaitStatus("second", "LIVE/Live");
    assertThat(life.trouble()).isEmpty();
  }

  @Test
  void whoLosesTheLeaseEndsItsJobsAndWhoeverHasItNextGoesOnTheSameOrAnother() throws Exception {
    EmbeddedEngine engine = new EmbeddedEngine(2, 64, 16, Duration.ofHours(1));
    DyingDatabase cut = new DyingDatabase(world.database(), Deaths.none());
    LifeCycle first = world.start(cut.source(), engine, SHORT_LEASE);
    world.create("leased", "A one");
    awaitStatus("leased", "LIVE/Live");

    cut.die();
    awaitThat(() -> engine.jobs().isEmpty());
    assertThat(first.trouble()).isPresent();
    cut.revive();
    awaitThat(() -> world.ends("leased").equals("Lost -"));
    awaitStatus("leased", "LIVE/Live");
    awaitNumbers("leased", 1, Counted.of("leased", 1).newest.get() + 50);
    assertThat(first.trouble()).isEmpty();

    LifeCycle second =
        world.start(world.database(), world.engine(2, BorrowedEngine.Kind.EMBEDDED), SHORT_LEASE);
    // Nobody but the holder acts.
    assertThat(world.ends("leased")).isEqualTo("Lost -");
    cut.die();
    awaitThat(() -> engine.jobs().isEmpty());
    awaitThat(() -> world.ends("leased").equals("Lost Lost -"));
    awaitStatus("leased", "LIVE/Live");
    assertNothingWrong("leased", 1);
    assertThat(first.trouble()).isPresent();
    assertThat(second.trouble()).isEmpty();
  }

  @Test
  void aJobThatOnlySeemsGoneIsKeptFromItsTableAndWhatItCompletedLastIsGoneOnFrom()
      throws Exception {
    EmbeddedEngine engine = new EmbeddedEngine(2, 64, 16, Duration.ofHours(1));
    DyingDatabase cut = new DyingDatabase(world.database(), Deaths.none());
    world.start(cut.source(), engine, SHORT_LEASE);
    world.create("seeming", "A one");
    world.table("tests.result");
    awaitStatus("seeming", "LIVE/Live");
    awaitNumbers("seeming", 1, 50);

    world.jobs.hold();
    cut.die();
    awaitThat(() -> engine.jobs().isEmpty());
    cut.revive();
    awaitThat(() -> world.ends("seeming").equals("Lost -"));
    assertThat(world.property("tests.result", "event-bus.fence")).endsWith(".ended");
    // As it does when it goes on for a moment: Flink deletes what came before.
    world.renameNewestCheckpoint("seeming");
    long seen = Counted.of("seeming", 1).newest.get();
    world.jobs.letGo();
    awaitNumbers("seeming", 1, seen + 50);
    awaitStatus("seeming", "LIVE/Live");
    assertThat(world.ends("seeming")).isEqualTo("Lost -");
    assertNothingWrong("seeming", 1);
  }

  @Test
  void aJobThatCameTooLateEnds() throws Exception {
    BorrowedEngine engine = world.engine(4, BorrowedEngine.Kind.REMOTE);
    LifeCycle life = world.start(world.database(), engine, Duration.ofMinutes(1));
    world.create("late", "A one");
    awaitStatus("late", "LIVE/Live");
    // As if Flink had taken it only after its run was given up.
    world.run(
        "UPDATE pipeline_run SET state = 'ENDED', ended_at = now(), end_reason = 'Stopped'"
            + " WHERE pipeline = 'late'");
    world.desire("late", "RUNNING");
    awaitThat(() -> world.ends("late").equals("Stopped -"));
    awaitStatus("late", "LIVE/Live");
    assertThat(
            engine.jobs().values().stream().filter(job -> !job.isGloballyTerminalState()).count())
        .isEqualTo(1);
    assertThat(life.trouble()).isEmpty();
  }

  /** Runners, each of which dies a death that none before it died, until all are died. */
  private final class Lives {
    final Deaths deaths = new Deaths();
    private final BorrowedEngine.Kind kind;
    private DyingDatabase database;
    private BorrowedEngine engine;
    private LifeCycle life;

    Lives(BorrowedEngine.Kind kind) {
      this.kind = kind;
      begin();
    }

    private void begin() {
      database = new DyingDatabase(world.database(), deaths);
      engine = world.engine(4, kind);
      life = world.start(database.source(), engine, Duration.ofMinutes(1));
    }

    void until(Callable<Boolean> reached) {
      await()
          .atMost(PATIENCE.multipliedBy(2))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                if (database.isDead()) {
                  end();
                  world.run("DELETE FROM transform_runner_lease");
                  begin();
                }
                return reached.call();
              });
    }

    void end() {
      database.die();
      engine.close();
      life.close();
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
