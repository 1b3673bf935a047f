package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.transform.engine.EmbeddedEngine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pipelines from their making to their end, with jobs that count and notice whatever is lost. */
class LifeCycleIT extends LifeTest {
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
}
