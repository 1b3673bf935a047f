package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.transform.engine.EmbeddedEngine;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who has the lease acts, and nobody else. */
class LifeLeaseIT extends LifeTest {
  private static final Duration SHORT_LEASE = Duration.ofSeconds(3);

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
  void aRunThatAnotherOneMayBeAboutToSubmitGetsAJobOfItsOwn() throws Exception {
    DyingDatabase cut = new DyingDatabase(world.database(), Deaths.none());
    world.start(cut.source(), world.engine(2, BorrowedEngine.Kind.EMBEDDED), SHORT_LEASE);
    world.jobs.hold();
    world.create("recorded", "A one");
    world.table("tests.result");
    awaitThat(() -> world.ends("recorded").equals("-"));
    String job = world.text("SELECT job_id FROM pipeline_run");
    assertThat(world.text("SELECT lease_number - number FROM pipeline_run, transform_runner_lease"))
        .isEqualTo("0");

    cut.die();
    LifeCycle second =
        world.start(world.database(), world.engine(2, BorrowedEngine.Kind.EMBEDDED), SHORT_LEASE);
    awaitThat(() -> !world.text("SELECT job_id FROM pipeline_run").equals(job));
    assertThat(world.property("tests.result", "event-bus.fence"))
        .as("nothing that the first submits can commit")
        .startsWith(world.text("SELECT number FROM transform_runner_lease") + " ");
    world.jobs.letGo();
    awaitStatus("recorded", "LIVE/Live");
    awaitNumbers("recorded", 1, 50);
    assertThat(world.ends("recorded")).as("the same run").isEqualTo("-");
    assertNothingWrong("recorded", 1);
    assertThat(second.trouble()).isEmpty();
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
}
