package com.eventbuspro.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.provisioner.TestDatabase;
import com.eventbuspro.provisioner.engine.FakeCloud.Thing;
import com.eventbuspro.provisioner.engine.FakeCloud.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
class EngineTest {
  private Lab lab;
  private Engine engine;

  @BeforeEach
  void setUp(TestDatabase database) {
    lab = new Lab(database);
    engine = lab.engine();
  }

  @Test
  void makesAtMostOneChangeInOneRun() {
    lab.register(2, 48);
    lab.runOne(engine);
    assertThat(lab.cloud.journal).containsExactly("thing.create " + Lab.THING);
    assertThat(lab.row().state()).isEqualTo("WAITING");
    assertThat(lab.condition()).isEqualTo("UNKNOWN Created 1");
    lab.advanceToNext();
    lab.runOne(engine);
    assertThat(lab.cloud.journal).hasSize(2).last().asString().startsWith("thing.retention_hours");
    lab.untilSettled(engine);
    assertThat(lab.cloud.journal).hasSize(2);
    assertThat(lab.condition()).isEqualTo("TRUE AsDeclared 1");
    assertThat(lab.row().differences()).isEqualTo("[]");
  }

  @Test
  void aResourceIsHeldByOneRunAtATime() {
    lab.register(1, 24);
    Claim held = engine.claim().orElseThrow();
    assertThat(engine.claim()).isEmpty();
    engine.run(held);
    assertThat(lab.row().lockedBy()).isEmpty();
  }

  @Test
  void anotherReplicaTakesOverWhenALeaseRunsOut() {
    lab.register(1, 24);
    engine.claim();
    lab.clock.advance(Lab.LEASE.minusMillis(1));
    assertThat(lab.engine().claim()).isEmpty();
    lab.clock.advance(Duration.ofMillis(1));
    assertThat(lab.engine().claim()).isPresent();
  }

  @Test
  void aZombieMayWriteNothingAndItsChangeIsRecordedOnce() {
    lab.register(1, 24);
    Engine other = lab.engine();
    // The process is paused inside its call until its lease is over and another run has ended.
    Death.Reaper pause = new PauseAtStep(PauseAtStep.CALLED, () -> takeOver(other));
    lab.runOne(lab.engine(pause));
    assertThat(lab.row().state()).isEqualTo("SETTLED");
    assertThat(lab.audit()).containsExactly("DONE stream.create");
    assertThat(lab.cloud.journal).hasSize(1);
  }

  @Test
  void aZombieThatHasNotEvenAskedYetIsRefusedByTheCloud() {
    lab.register(1, 24);
    Engine other = lab.engine();
    Death.Reaper pause = new PauseAtStep(PauseAtStep.INTENT_COMMITTED, () -> takeOver(other));
    lab.runOne(lab.engine(pause));
    assertThat(lab.row().state()).isEqualTo("SETTLED");
    assertThat(lab.audit()).containsExactly("DONE stream.create");
    assertThat(lab.cloud.journal).hasSize(1);
  }

  private void takeOver(Engine other) {
    lab.clock.advance(Lab.LEASE);
    lab.untilSettled(other);
  }

  /** Lets something else happen at one step of a process, as if that were paused there. */
  private static final class PauseAtStep implements Death.Reaper {
    // 1 claim, 2 committed; 3 look; 4 intent, 5 committed; 6 before the call, 7 after it.
    static final int INTENT_COMMITTED = 5;
    static final int CALLED = 7;

    private final int at;
    private final Runnable meanwhile;
    private int steps;

    PauseAtStep(int at, Runnable meanwhile) {
      this.at = at;
      this.meanwhile = meanwhile;
    }

    @Override
    public void step() {
      if (++steps == at) {
        meanwhile.run();
      }
    }
  }

  @Test
  void failuresAreRetriedEverMoreSlowlyUntilASuccessClearsThem() {
    lab.register(1, 24);
    for (int i = 0; i < 6; i++) {
      lab.cloud.troubles.add(Trouble.THROTTLED);
    }
    Instant begin = lab.clock.instant();
    for (int i = 1; i <= 6; i++) {
      lab.runOne(engine);
      assertThat(lab.row().attempts()).isEqualTo(i);
      assertThat(lab.row().state()).isEqualTo("FAILED");
      assertThat(lab.row().intent()).isEmpty();
      Duration most = Duration.ofMillis(500L << (i - 1));
      assertThat(lab.row().due()).isBetween(lab.clock.instant(), lab.clock.instant().plus(most));
      lab.advanceToNext();
    }
    assertThat(Duration.between(begin, lab.clock.instant())).isGreaterThan(Duration.ofSeconds(1));
    assertThat(lab.condition()).isEqualTo("FALSE Throttled 1");
    lab.untilSettled(engine);
    assertThat(lab.row().attempts()).isZero();
    assertThat(lab.audit()).containsExactly("DONE stream.create");
  }

  @Test
  void aNewGenerationIsDueAtOnceAndForgetsTheFailures() {
    lab.register(1, 24);
    for (int i = 0; i < 9; i++) {
      lab.cloud.troubles.add(Trouble.THROTTLED);
      lab.runOne(engine);
      lab.advanceToNext();
    }
    lab.cloud.troubles.add(Trouble.THROTTLED);
    lab.runOne(engine);
    lab.redeclare(3, 24);
    assertThat(lab.row().attempts()).isZero();
    assertThat(lab.runOne(engine)).isTrue();
    assertThat(lab.cloud.things.get(Lab.THING).properties()).containsEntry("shards", 3);
  }

  @Test
  void aGenerationDeclaredDuringARunMakesOneMoreRunDueAtOnce() {
    lab.register(1, 24);
    lab.untilSettled(engine);
    lab.clock.advance(Lab.RECHECK.multipliedBy(2));
    Claim claim = engine.claim().orElseThrow();
    Engine slow =
        lab.engine(
            new Death.Reaper() {
              private boolean declared;

              @Override
              public void step() {
                if (!declared) {
                  declared = true;
                  lab.redeclare(2, 24);
                }
              }
            });
    slow.run(claim);
    assertThat(lab.row().state()).isEqualTo("SETTLED");
    assertThat(lab.row().observedGeneration()).isEqualTo(1);
    assertThat(lab.row().due()).isEqualTo(lab.clock.instant());
    lab.runOne(engine);
    assertThat(lab.cloud.journal).last().asString().startsWith("thing.shards");
  }

  @Test
  void aDeniedChangeBlocksIsAuditedAndIsTriedAgainLater() {
    lab.register(1, 24);
    lab.cloud.troubles.add(Trouble.ACCESS_DENIED);
    lab.runOne(engine);
    assertThat(lab.row().state()).isEqualTo("BLOCKED");
    assertThat(lab.audit()).containsExactly("DENIED stream.create");
    assertThat(lab.condition()).isEqualTo("FALSE AccessDenied 1");
    lab.untilSettled(engine);
    assertThat(lab.audit()).containsExactly("DENIED stream.create", "DONE stream.create");
  }

  @Test
  void anUnacceptableDeclarationBlocksUntilTheNextGeneration() {
    lab.register(1, 24);
    lab.cloud.troubles.add(Trouble.INVALID);
    lab.runOne(engine);
    assertThat(lab.condition()).isEqualTo("FALSE Refused 1");
    assertThat(lab.audit()).containsExactly("FAILED stream.create");
    lab.redeclare(2, 24);
    assertThat(lab.runOne(engine)).isTrue();
    lab.untilSettled(engine);
  }

  @Test
  void whatIsMarkedAsSomeoneElsesIsLeftAlone() {
    Thing foreign =
        new Thing(Map.of("shards", 9, "retention_hours", 24), Optional.of("other"), Instant.EPOCH);
    lab.cloud.things.put(Lab.THING, foreign);
    lab.register(1, 24);
    lab.runOne(engine);
    assertThat(lab.condition()).isEqualTo("FALSE NotOurs 1");
    assertThat(lab.cloud.things).containsExactly(Map.entry(Lab.THING, foreign));
    assertThat(lab.cloud.journal).isEmpty();
  }

  @Test
  void whatCarriesNoMarkIsLeftAloneUnlessWeHaveJustMadeIt() {
    Thing unmarked =
        new Thing(Map.of("shards", 1, "retention_hours", 24), Optional.empty(), Instant.EPOCH);
    lab.cloud.things.put(Lab.THING, unmarked);
    lab.register(1, 24);
    lab.runOne(engine);
    assertThat(lab.condition()).isEqualTo("FALSE NotOurs 1");
    assertThat(lab.cloud.journal).isEmpty();

    lab.cloud.things.clear();
    lab.cloud.marksOnCreate = false;
    lab.untilSettled(engine);
    assertThat(lab.cloud.things.get(Lab.THING).mark()).contains("stream:" + Lab.NAME);
    assertThat(lab.audit()).containsExactly("DONE stream.create", "DONE thing.mark");
  }

  @Test
  void aMarkThatSomeoneTookAwayBlocks() {
    lab.register(1, 24);
    lab.untilSettled(engine);
    lab.cloud.things.computeIfPresent(
        Lab.THING, (n, t) -> new Thing(t.properties(), Optional.empty(), t.visibleFrom()));
    lab.advanceToNext();
    lab.runOne(engine);
    assertThat(lab.condition()).isEqualTo("FALSE NotOurs 1");
    assertThat(lab.cloud.journal).hasSize(1);
  }

  @Test
  void aLostAnswerIsReadBackBeforeAnythingElse() {
    lab.register(1, 24);
    lab.cloud.troubles.add(Trouble.TIMED_OUT_AFTER);
    lab.runOne(engine);
    assertThat(lab.row().intent()).contains("CREATE");
    assertThat(lab.audit()).isEmpty();
    lab.untilSettled(engine);
    assertThat(lab.cloud.journal).hasSize(1);
    assertThat(lab.audit()).containsExactly("DONE stream.create");
    String reason =
        lab.database.jdbc().sql("SELECT reason FROM audit_record").query(String.class).single();
    assertThat(reason).contains("read back");
  }

  @Test
  void aCallThatWasNeverAnsweredNorDoneLeavesNoRecord() {
    lab.register(1, 24);
    lab.cloud.troubles.add(Trouble.TIMED_OUT_BEFORE);
    lab.untilSettled(engine);
    assertThat(lab.audit()).containsExactly("DONE stream.create");
  }

  @Test
  void whatIsNotVisibleYetIsNotMadeTwice() {
    lab.register(1, 24);
    lab.cloud.hiddenFor = Lab.VISIBLE.minusSeconds(1);
    lab.untilSettled(engine);
    assertThat(lab.cloud.journal).hasSize(1);
    assertThat(lab.row().attempts()).isZero();
  }

  @Test
  void driftIsNoticedByTheRecheckRepairedAndAuditedWithBeforeAndAfter() {
    lab.register(2, 24);
    lab.untilSettled(engine);
    Duration until = Duration.between(lab.clock.instant(), lab.row().due());
    assertThat(until)
        .isBetween(
            Lab.RECHECK.multipliedBy(8).dividedBy(10), Lab.RECHECK.multipliedBy(12).dividedBy(10));
    lab.cloud.things.computeIfPresent(
        Lab.THING,
        (n, t) -> new Thing(Map.of("shards", 2, "retention_hours", 99), t.mark(), t.visibleFrom()));
    lab.advanceToNext();
    lab.runOne(engine);
    assertThat(lab.row().differences())
        .isEqualTo("[{\"path\": \"/retention_hours\", \"desired\": 24, \"observed\": 99}]");
    lab.untilSettled(engine);
    List<String> record =
        lab.database
            .jdbc()
            .sql(
                """
                SELECT actor || '|' || subject || '|' || event_type || '|' || reason || '|'
                  || before_state || '|' || after_state
                FROM audit_record WHERE action = 'thing.retention_hours'
                """)
            .query(String.class)
            .list();
    assertThat(record)
        .containsExactly(
            "service:provisioner|stream:shop.order_placed|shop.order_placed"
                + "|Drift: not as generation 1 declares"
                + "|{\"/retention_hours\": 99}|{\"/retention_hours\": 24}");
  }

  @Test
  void aConditionSaysSinceWhenItsStatusHolds() {
    lab.register(1, 24);
    lab.untilSettled(engine);
    Instant settled = changedAt();
    lab.advanceToNext();
    lab.runOne(engine);
    assertThat(changedAt()).isEqualTo(settled);
    lab.cloud.lookTroubles.add(Trouble.THROTTLED);
    lab.advanceToNext();
    lab.runOne(engine);
    assertThat(lab.condition()).isEqualTo("UNKNOWN Throttled 1");
    assertThat(changedAt()).isEqualTo(lab.clock.instant());
  }

  private Instant changedAt() {
    return lab.database
        .jdbc()
        .sql("SELECT changed_at FROM event_type_condition WHERE type = 'StreamReady'")
        .query((row, number) -> ClaimRow.instant(row, "changed_at"))
        .single();
  }

  @Test
  void waitsForItsTurnWithinTheRateLimit() {
    lab.register(1, 24);
    Engine limited = lab.engine(0.5);
    lab.runOne(limited);
    lab.advanceToNext();
    lab.runOne(limited);
    assertThat(lab.condition()).isEqualTo("UNKNOWN RateLimited 1");
    assertThat(lab.row().attempts()).isZero();
    lab.untilSettled(limited);
  }

  @Test
  void aSurpriseIsAFailureWithAnUnknownOutcome() {
    lab.register(1, 24);
    lab.runOne(
        lab.surprised(
            () -> {
              throw new IllegalStateException("Nobody thought of this");
            }));
    assertThat(lab.condition()).isEqualTo("FALSE UnexpectedError 1");
    assertThat(lab.row().reason()).contains("Nobody thought of this");
    lab.untilSettled(engine);
  }
}
