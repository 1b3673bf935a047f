package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.RejectionCause;
import com.eventbuspro.model.position.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.junit.jupiter.api.Test;

/** The catalog's answer to a commit is lost, or is wrong. */
class UnknownOutcomeTest {
  private static final ShardId ONE = Scene.shard(1);

  private final Scene scene = new Scene();
  private final ScriptedOperations.Script script = new ScriptedOperations.Script();
  private final TableWriter writer = open();

  @Test
  void unknownAndDoneIsFoundDone() {
    script.then(
        commit -> {
          commit.run();
          throw unknown();
        });

    assertThat(write()).isInstanceOf(CommitOutcome.Committed.class);
    scene.assertExactlyOnce(Map.of(ONE, 10));
  }

  @Test
  void unknownAndNotDoneIsTriedAgainWithTheSameFiles() {
    script.then(
        commit -> {
          throw unknown();
        });

    assertThat(write()).isInstanceOf(CommitOutcome.Committed.class);
    scene.assertExactlyOnce(Map.of(ONE, 10));
    assertThat(scene.dataFiles()).as("one a day").isEqualTo(2);
  }

  @Test
  void aWriterThatSleptUntilItsOwnCommitWasExpiredLeavesItsFiles() {
    Scene.addUpTo(writer, ONE, 10, record -> false);
    script.then(
        commit -> {
          commit.run();
          script.down(true);
          throw unknown();
        });
    assertOutcomeUnknown();
    script.down(false);
    TableWriter other = scene.open();
    Scene.addUpTo(other, ONE, 12, record -> false);
    other.commit();
    scene.catalog.load(Scene.NAME).expireSnapshots().expireOlderThan(Long.MAX_VALUE).commit();

    assertThat(writer.commit()).isInstanceOf(CommitOutcome.Lost.class);

    scene.assertExactlyOnce(Map.of(ONE, 12));
    Scene.addUpTo(writer, ONE, 14, record -> false);
    assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
    scene.assertExactlyOnce(Map.of(ONE, 14));
  }

  @Test
  void doneButRefusedIsFoundDoneAndItsManifestsStay() {
    // What Iceberg's JDBC catalog does when a connection breaks: it tries again by itself.
    script.then(
        commit -> {
          commit.run();
          throw new CommitFailedException("The table has moved");
        });

    assertThat(write()).isInstanceOf(CommitOutcome.Committed.class);
    scene.assertExactlyOnce(Map.of(ONE, 10));
  }

  @Test
  void doneButRefusedInQuarantineIsFoundDoneToo() {
    script
        .then(Runnable::run)
        .then(
            commit -> {
              commit.run();
              throw new CommitFailedException("The table has moved");
            });
    Scene.addUpTo(writer, ONE, 10, Scene::everyFourth);

    assertThat(writer.commit())
        .isInstanceOfSatisfying(
            CommitOutcome.Committed.class, done -> assertThat(done.quarantineBehind()).isZero());
    scene.assertExactlyOnce(Map.of(ONE, 10));
  }

  @Test
  void aTryThatArrivesAfterTheNextOneIsRefusedByTheCatalog() {
    List<Runnable> late = new ArrayList<>();
    script.then(
        commit -> {
          late.add(commit);
          throw unknown();
        });

    assertThat(write()).isInstanceOf(CommitOutcome.Committed.class);
    assertThatThrownBy(late.get(0)::run).isInstanceOf(CommitFailedException.class);
    scene.assertExactlyOnce(Map.of(ONE, 10));
  }

  @Test
  void aTryThatArrivesJustBeforeTheNextOneIsFoundDone() {
    List<Runnable> late = new ArrayList<>();
    script
        .then(
            commit -> {
              late.add(commit);
              throw unknown();
            })
        .then(
            commit -> {
              late.get(0).run();
              commit.run();
            });

    assertThat(write()).isInstanceOf(CommitOutcome.Committed.class);
    scene.assertExactlyOnce(Map.of(ONE, 10));
  }

  @Test
  void anOutageKeepsTheFilesUntilTheOutcomeIsKnown() {
    Scene.addUpTo(writer, ONE, 10, Scene::everyFourth);
    script.down(true);

    assertOutcomeUnknown();
    assertThatThrownBy(() -> Scene.add(writer, ONE, 10, Scene::everyFourth))
        .isInstanceOf(IllegalStateException.class);
    script.down(false);

    assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
    scene.assertExactlyOnce(Map.of(ONE, 10));
  }

  @Test
  void closingWithAnUnknownOutcomeDeletesNothing() {
    Scene.addUpTo(writer, ONE, 10, Scene::everyFourth);
    script.then(
        commit -> {
          commit.run();
          script.down(true);
          throw unknown();
        });

    assertOutcomeUnknown();
    writer.close();
    script.down(false);

    TableWriter next = scene.open();
    assertThat(Scene.covered(next.position(ONE))).isEqualTo(10);
    Scene.addUpTo(next, ONE, 12, Scene::everyFourth);
    next.commit();
    scene.assertExactlyOnce(Map.of(ONE, 12));
  }

  @Test
  void unknownThenOvertakenIsLostAndItsFilesAreDeleted() {
    script.then(
        commit -> {
          TableWriter other = scene.open();
          Scene.addUpTo(other, ONE, 5, record -> false);
          other.commit();
          throw unknown();
        });

    assertThat(write()).isInstanceOf(CommitOutcome.Lost.class);
    scene.assertExactlyOnce(Map.of(ONE, 5));
    assertThat(scene.dataFiles()).isEqualTo(1);
  }

  @Test
  void quarantineInTroubleDelaysNobodyAndIsCaughtUp() {
    Scene.addUpTo(writer, ONE, 5, Scene::everyFourth);
    script.then(Runnable::run);
    refuseQuarantine();
    assertThat(writer.commit())
        .isInstanceOfSatisfying(
            CommitOutcome.Committed.class, done -> assertThat(done.quarantineBehind()).isOne());
    assertThat(Scene.keys(scene.catalog.load(Scene.NAME))).hasSize(4);

    Scene.addUpTo(writer, ONE, 10, Scene::everyFourth);
    writer.commit();
    scene.assertExactlyOnce(Map.of(ONE, 10));
  }

  @Test
  void quarantineInTroubleForTooLongStopsTheStreamAndLeavesNoFiles() {
    for (int day = 0; day < 200; day++) {
      reject(day);
    }
    script.then(Runnable::run);
    refuseQuarantine();
    writer.commit();
    long before = scene.dataFiles();
    assertThat(before).isEqualTo(200);

    for (int round = 0; round < 2; round++) {
      reject(200);
      writer.spill();
      refuseQuarantine();
      assertThatThrownBy(writer::commit)
          .isInstanceOfSatisfying(
              LakeException.class,
              e -> assertThat(e.code()).isEqualTo(LakeException.Code.UNAVAILABLE));
      assertThat(writer.hasUncommitted()).isFalse();
      assertThat(scene.dataFiles()).isEqualTo(before);
    }

    reject(200);
    assertThat(writer.commit())
        .isInstanceOfSatisfying(
            CommitOutcome.Committed.class, done -> assertThat(done.quarantineBehind()).isZero());
    scene.assertExactlyOnce(Map.of(ONE, 201));
  }

  private void reject(int day) {
    long arrival = Duration.ofDays(day).toMillis() * 1000;
    writer.reject(
        ONE,
        Scene.sequence(day),
        arrival,
        new byte[0],
        new Decoded.Rejected(RejectionCause.NOT_AN_OBJECT, "", "Not an object", null));
    writer.countRead(ONE, Scene.sequence(day), arrival);
  }

  /** Every try of the quarantine table's next catching up fails. */
  private void refuseQuarantine() {
    for (int attempt = 0; attempt < 5; attempt++) {
      script.then(
          commit -> {
            throw new IllegalStateException("Access denied");
          });
    }
  }

  private TableWriter open() {
    scene.faulty.wrap(inner -> new ScriptedOperations(inner, script));
    TableWriter opened = scene.open();
    scene.faulty.wrap(inner -> inner);
    return opened;
  }

  private CommitOutcome write() {
    Scene.addUpTo(writer, ONE, 10, record -> false);
    return writer.commit();
  }

  private void assertOutcomeUnknown() {
    assertThatThrownBy(writer::commit)
        .isInstanceOfSatisfying(
            LakeException.class,
            e -> assertThat(e.code()).isEqualTo(LakeException.Code.OUTCOME_UNKNOWN));
  }

  private static CommitStateUnknownException unknown() {
    return new CommitStateUnknownException(new IllegalStateException("Answer lost"));
  }
}
