package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Pipelines that fail, wait, or cannot be made: with the cause, and until somebody does something.
 */
class LifeTroubleIT extends LifeTest {
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
}
