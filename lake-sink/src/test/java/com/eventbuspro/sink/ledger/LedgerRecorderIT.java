package com.eventbuspro.sink.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.ledger.LedgerDelta;
import com.eventbuspro.lake.write.LedgerCommit;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.sink.ledger.FaultyDatabase.When;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens around recording, the ledger says what the table's snapshots say, once. */
class LedgerRecorderIT {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final String FIRST_HOUR = "0: 10=8+2 1000..1009";
  private static final String SECOND_HOUR = "1: 10=8+2 1010..1019";

  private final LedgerScene scene = new LedgerScene("event_" + NAMES.incrementAndGet());

  @Test
  void commitsAddUpByHour() {
    LedgerRecorder recorder = scene.recorder(LedgerScene.database());
    record(recorder, scene.commit(7));
    LedgerCommit second = scene.commit(13);
    record(recorder, second);

    assertThat(scene.ledger()).containsExactly(FIRST_HOUR, SECOND_HOUR);
    assertThat(scene.book())
        .containsExactly(second.number() + " {\"" + LedgerScene.SHARD + "\": \"1019\"}");
    assertThat(recorder.through(scene.name)).isEqualTo(second.number());
    assertThat(scene.notes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(When.class)
  void aRecorderThatDiesAtAnyStepLosesAndDoublesNothing(When when) {
    int steps = 0;
    boolean hit = true;
    for (int at = 1; hit; at++) {
      LedgerScene fresh = new LedgerScene("event_" + NAMES.incrementAndGet());
      FaultyDatabase faulty = new FaultyDatabase(LedgerScene.database());
      LedgerRecorder first = fresh.recorder(faulty.dataSource());
      record(first, fresh, fresh.commit(7));
      LedgerCommit second = fresh.commit(13);
      faulty.failAt(at, when);
      record(first, fresh, second);
      hit = faulty.wasHit();
      // It is dead; the next one knows only what it opens.
      TableWriter opened = fresh.open();
      LedgerRecorder next = fresh.recorder(LedgerScene.database());
      next.opened(fresh.name, opened.tableUuid(), opened.commitNumber());
      next.record();

      assertThat(fresh.ledger()).containsExactly(FIRST_HOUR, SECOND_HOUR);
      assertThat(next.through(fresh.name)).isEqualTo(second.number());
      steps = at;
    }
    assertThat(steps).as("steps tried").isGreaterThan(8);
  }

  @ParameterizedTest
  @EnumSource(When.class)
  void aRecorderThatLivesOnTriesAgain(When when) {
    boolean hit = true;
    for (int at = 1; hit; at++) {
      LedgerScene fresh = new LedgerScene("event_" + NAMES.incrementAndGet());
      FaultyDatabase faulty = new FaultyDatabase(LedgerScene.database());
      LedgerRecorder recorder = fresh.recorder(faulty.dataSource());
      faulty.failAt(at, when);
      record(recorder, fresh, fresh.commit(7));
      hit = faulty.wasHit();
      faulty.heal();
      record(recorder, fresh, fresh.commit(13));

      assertThat(fresh.ledger()).containsExactly(FIRST_HOUR, SECOND_HOUR);
      assertThat(fresh.notes()).isEmpty();
    }
  }

  @Test
  void twoSinksThatRecordTheSameAddItOnce() {
    LedgerRecorder one = scene.recorder(LedgerScene.database());
    LedgerRecorder two = scene.recorder(LedgerScene.database());
    for (int round = 0; round < 20; round++) {
      LedgerCommit commit = scene.commit(1);
      one.committed(scene.name, commit);
      two.committed(scene.name, commit);
      CompletableFuture<Void> other = CompletableFuture.runAsync(two::record);
      one.record();
      other.join();
    }
    one.record();
    two.record();

    assertThat(scene.ledger()).containsExactly(FIRST_HOUR, SECOND_HOUR);
  }

  @Test
  void commitsOfADatabaseOutageAreMadeUpForFromTheTable() {
    FaultyDatabase faulty = new FaultyDatabase(LedgerScene.database());
    LedgerRecorder recorder = scene.recorder(faulty.dataSource());
    // More commits than are kept in memory.
    for (int i = 0; i < 100; i++) {
      faulty.failAt(1, When.BEFORE_THE_WORK);
      record(recorder, scene.commit(1));
    }
    assertThat(scene.ledger()).isEmpty();
    faulty.heal();
    recorder.record();

    assertThat(scene.ledger()).hasSize(10).startsWith(FIRST_HOUR, SECOND_HOUR);
    assertThat(scene.notes()).isEmpty();
  }

  @Test
  void commitsOfAnotherSinkAreMadeUpForFromTheTable() {
    LedgerRecorder recorder = scene.recorder(LedgerScene.database());
    record(recorder, scene.commit(5));
    scene.commit(5);
    record(recorder, scene.commit(10));

    assertThat(scene.ledger()).containsExactly(FIRST_HOUR, SECOND_HOUR);
  }

  @Test
  void commitsOfSeveralWritersMayBeToldInAnyOrder() {
    LedgerRecorder recorder = scene.recorder(LedgerScene.database());
    LedgerCommit first = scene.commit(5);
    LedgerCommit second = scene.commit(5);
    record(recorder, second);
    record(recorder, first);
    assertThat(scene.ledger()).containsExactly(FIRST_HOUR);

    LedgerCommit third = scene.commit(5);
    recorder.committed(scene.name, scene.commit(5));
    record(recorder, third);
    assertThat(scene.ledger()).containsExactly(FIRST_HOUR, SECOND_HOUR);
  }

  @Test
  void anIdleTableCostsNoLookIntoTheLake() {
    TableWriter opened = scene.open();
    LedgerRecorder recorder =
        new LedgerRecorder(
            LedgerScene.database(),
            () -> {
              throw new AssertionError("The lake was asked");
            },
            java.time.Clock.systemUTC());
    recorder.opened(scene.name, opened.tableUuid(), opened.commitNumber());
    recorder.record();
    assertThat(scene.book()).isEmpty();

    LedgerCommit commit = scene.commit(10);
    record(recorder, commit);
    recorder.opened(scene.name, commit.table(), commit.number());
    recorder.record();
    assertThat(scene.ledger()).containsExactly(FIRST_HOUR);
  }

  @Test
  void aTableThatOthersCommittedToIsLookedAtWhenAsked() {
    LedgerRecorder recorder = scene.recorder(LedgerScene.database());
    record(recorder, scene.commit(10));
    scene.commit(10);
    recorder.record();
    assertThat(scene.ledger()).containsExactly(FIRST_HOUR);

    scene.askToLookAgain();
    recorder.record();
    assertThat(scene.ledger()).containsExactly(FIRST_HOUR, SECOND_HOUR);
    assertThat(scene.isAskedToLookAgain()).isFalse();
  }

  @Test
  void expiredSnapshotsLeaveANoteOfWhereTheyWere() {
    LedgerRecorder recorder = scene.recorder(LedgerScene.database());
    record(recorder, scene.commit(3));
    scene.commit(4);
    LedgerCommit last = scene.commit(3);
    expireAllBut(last);
    recorder.opened(scene.name, last.table(), last.number());
    recorder.record();

    assertThat(scene.ledger()).containsExactly("0: 6=5+1 1000..1009");
    assertThat(scene.notes()).containsExactly("NOT_RECORDED 1003..1006");
  }

  @Test
  void aTableThatWasThereBeforeTheLedgerIsNotedUpToItsPositions() {
    scene.commit(3);
    LedgerCommit last = scene.commit(4);
    expireAllBut(last);
    LedgerRecorder recorder = scene.recorder(LedgerScene.database());
    recorder.opened(scene.name, last.table(), last.number());
    recorder.record();

    assertThat(scene.ledger()).containsExactly("0: 4=3+1 1003..1006");
    assertThat(scene.notes()).containsExactly("NOT_RECORDED..1002");
  }

  @Test
  void aCommitOfAVersionWithoutLedgerIsNoted() {
    LedgerRecorder recorder = scene.recorder(LedgerScene.database());
    record(recorder, scene.commit(3));
    LedgerCommit second = scene.commit(4);
    withoutLedger(second, 1, "1008");
    withoutLedger(second, 2, "1010");
    recorder.opened(scene.name, second.table(), second.number() + 2);
    recorder.record();

    assertThat(scene.ledger()).containsExactly("0: 7=6+1 1000..1006");
    assertThat(scene.notes()).containsExactly("NOT_RECORDED 1007..1010");
  }

  @Test
  void whatATableWasRolledBackFromIsTakenOut() {
    LedgerRecorder recorder = scene.recorder(LedgerScene.database());
    LedgerCommit first = scene.commit(10);
    record(recorder, first);
    record(recorder, scene.commit(10));
    table().manageSnapshots().rollbackTo(first.snapshotId()).commit();
    recorder.opened(scene.name, first.table(), first.number());
    recorder.record();
    assertThat(scene.ledger()).containsExactly(FIRST_HOUR, "1: 0=0+0 1010..1019");

    scene.goOnAfter(first.positions().get(LedgerScene.SHARD));
    record(recorder, scene.commit(10));
    assertThat(scene.ledger()).containsExactly(FIRST_HOUR, SECOND_HOUR);
    assertThat(scene.notes()).isEmpty();
  }

  @Test
  void aTableMadeAnewStartsItsLedgerAnewAndSaysSo() {
    LedgerRecorder recorder = scene.recorder(LedgerScene.database());
    record(recorder, scene.commit(20));
    scene.remakeTable();
    record(recorder, scene.commit(10));

    assertThat(scene.ledger()).containsExactly(FIRST_HOUR);
    assertThat(scene.notes()).containsExactly("TABLE_REMADE");
  }

  @Test
  void tablesThatCannotBeReadWaitWhileOthersGoOn() {
    LedgerScene other = new LedgerScene("event_" + NAMES.incrementAndGet());
    LedgerRecorder recorder = scene.recorder(LedgerScene.database());
    LedgerCommit foreign = other.commit(10);
    // This recorder's lake does not know that table, and its first commit is not known here.
    recorder.opened(other.name, foreign.table(), foreign.number());
    record(recorder, scene.commit(10));

    assertThat(scene.ledger()).containsExactly(FIRST_HOUR);
    assertThat(other.ledger()).isEmpty();
  }

  private Table table() {
    return scene.lake.load(scene.name);
  }

  private void expireAllBut(LedgerCommit last) {
    List<Long> old = new ArrayList<>();
    table()
        .snapshots()
        .forEach(
            snapshot -> {
              if (snapshot.snapshotId() != last.snapshotId()) {
                old.add(snapshot.snapshotId());
              }
            });
    var expire = table().expireSnapshots();
    old.forEach(expire::expireSnapshotId);
    expire.commit();
  }

  /** One more commit, up to a record, as a version that keeps no ledger makes it. */
  private void withoutLedger(LedgerCommit after, int which, String position) {
    Table table = table();
    var append = table.newAppend();
    table
        .currentSnapshot()
        .summary()
        .forEach(
            (key, value) -> {
              if (key.startsWith("event-bus.") && !key.equals(LedgerDelta.KEY)) {
                append.set(key, value);
              }
            });
    append
        .set("event-bus.commit-id", "old " + which)
        .set("event-bus.commit-number", Long.toString(after.number() + which))
        .set("event-bus.position." + LedgerScene.SHARD, position)
        .commit();
  }

  private void record(LedgerRecorder recorder, LedgerCommit commit) {
    record(recorder, scene, commit);
  }

  private static void record(LedgerRecorder recorder, LedgerScene scene, LedgerCommit commit) {
    recorder.committed(scene.name, commit);
    recorder.record();
  }
}
