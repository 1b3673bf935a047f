package com.eventbuspro.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.provisioner.TestDatabase;
import com.eventbuspro.provisioner.engine.FakeCloud.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Kills the engine wherever it can be killed, and looks for what was doubled, leaked or forgotten.
 */
@ExtendWith(TestDatabase.class)
class EngineCrashTest {
  private static final int LEAST_STEPS = 25;
  private static final int SEEDS = 40;

  @Test
  void diesAtEveryStepInTurnAndLeavesNothingDoubledLeakedOrForgotten(TestDatabase database) {
    int fatal = 1;
    while (diesAt(fatal, database)) {
      fatal++;
    }
    // The test bites only if there are steps to die at: claim, look, intent, call, outcome …
    assertThat(fatal).isGreaterThan(LEAST_STEPS);
  }

  private static boolean diesAt(int fatal, TestDatabase database) {
    database.clear();
    Lab lab = new Lab(database);
    Death.AtStep reaper = new Death.AtStep(fatal);
    scenario(lab, reaper);
    assertThat(lab.cloud.journal)
        .as("killed at step %d", fatal)
        .containsExactly(
            "thing.create " + Lab.THING,
            "thing.retention_hours " + Lab.THING,
            "thing.shards " + Lab.THING,
            "thing.create " + Lab.THING,
            "thing.retention_hours " + Lab.THING);
    return reaper.struck();
  }

  /** Made, changed, deleted by hand and made again. */
  private static void scenario(Lab lab, Death.Reaper reaper) {
    lab.register(2, 48);
    settle(lab, reaper);
    lab.redeclare(4, 48);
    settle(lab, reaper);
    lab.cloud.things.clear();
    lab.clock.advance(Lab.RECHECK.multipliedBy(2));
    settle(lab, reaper);
    assertThat(lab.cloud.things).containsOnlyKeys(Lab.THING);
    FakeCloud.Thing thing = lab.cloud.things.get(Lab.THING);
    assertThat(thing.properties()).isEqualTo(Map.of("shards", 4, "retention_hours", 48));
    assertThat(thing.mark()).contains("stream:" + Lab.NAME);
    assertThat(lab.row().intent()).isEmpty();
    assertThat(lab.audit()).isEqualTo(lab.auditOfJournal());
    assertThat(lab.condition()).isEqualTo("TRUE AsDeclared 2");
  }

  private static void settle(Lab lab, Death.Reaper reaper) {
    while (true) {
      try {
        lab.untilSettled(lab.engine(reaper));
        return;
      } catch (Death e) {
        // The next process starts with nothing but the database.
      }
    }
  }

  @Test
  void staysRightUnderManyDeathsAndTroublesAtOnce(TestDatabase database) {
    int deaths = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      database.clear();
      Lab lab = new Lab(database);
      Random random = new Random(seed);
      lab.cloud.busyLooks = random.nextInt(3);
      lab.cloud.hiddenFor = Duration.ofSeconds(random.nextInt(9));
      lab.cloud.marksOnCreate = random.nextBoolean();
      for (int i = 0; i < 12; i++) {
        lab.cloud.troubles.add(trouble(random));
        lab.cloud.lookTroubles.add(random.nextInt(4) == 0 ? Trouble.THROTTLED : Trouble.NONE);
      }
      RandomReaper reaper = new RandomReaper(random);
      lab.register(2, 48);
      settle(lab, reaper);
      lab.redeclare(4, 72);
      settle(lab, reaper);
      assertThat(lab.cloud.things.get(Lab.THING).properties())
          .as("seed %d", seed)
          .isEqualTo(Map.of("shards", 4, "retention_hours", 72));
      assertThat(lab.audit().stream().filter(entry -> entry.startsWith("DONE")))
          .as("seed %d", seed)
          .containsExactlyElementsOf(lab.auditOfJournal());
      assertThat(lab.row().intent()).isEmpty();
      deaths += reaper.deaths;
    }
    assertThat(deaths).isGreaterThan(SEEDS);
  }

  private static Trouble trouble(Random random) {
    List<Trouble> passing =
        List.of(
            Trouble.THROTTLED,
            Trouble.TIMED_OUT_BEFORE,
            Trouble.TIMED_OUT_AFTER,
            Trouble.CONFLICT,
            Trouble.ACCESS_DENIED);
    return random.nextInt(3) == 0 ? Trouble.NONE : passing.get(random.nextInt(passing.size()));
  }

  /** Kills at one step in twelve. */
  private static final class RandomReaper implements Death.Reaper {
    private final Random random;
    private int deaths;

    RandomReaper(Random random) {
      this.random = random;
    }

    @Override
    public void step() {
      if (random.nextInt(12) == 0) {
        deaths++;
        throw new Death();
      }
    }
  }
}
