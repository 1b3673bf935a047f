package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Transform-runners that die before or after each thing that they record. */
class RunnerDeathsIT extends LifeTest {
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
}
