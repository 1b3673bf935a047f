package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.ledger.LedgerCell;
import com.eventbuspro.lake.ledger.LedgerDelta;
import com.eventbuspro.lake.ledger.LedgerGap;
import com.eventbuspro.lake.ledger.LedgerMark;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

class TableLedgerTest {
  private static final ShardId ONE = Scene.shard(1);

  private final Scene scene = new Scene();
  private final TableWriter writer = scene.open();

  @Test
  void aCommitCountsByHourOfArrivalWithItsRange() {
    Scene.addUpTo(writer, ONE, 6, Scene::everyFourth);
    LedgerCommit commit = commit();

    // The sixth arrives a day later.
    assertThat(commit.delta().cells()).hasSize(2);
    LedgerCell first = commit.delta().cells().get(0);
    assertThat(first.read()).isEqualTo(5);
    assertThat(first.rows()).isEqualTo(4);
    assertThat(first.rejected()).isEqualTo(1);
    assertThat(first.range().first()).isEqualTo(new BigInteger(Scene.sequence(0)));
    assertThat(first.range().last()).isEqualTo(new BigInteger(Scene.sequence(4)));
    assertThat(commit.delta().cells().get(1).hour()).isEqualTo(first.hour() + 24);
    assertThat(commit.addsUp()).isTrue();
    assertThat(commit.positions()).isEqualTo(writer.positions());
  }

  @Test
  void aRecordThatIsReadAndGetsLostShows() {
    Scene.addUpTo(writer, ONE, 2, record -> false);
    // Nobody appends nor rejects record 2.
    assertThat(writer.isNew(ONE, Scene.sequence(2))).isTrue();
    writer.countRead(ONE, Scene.sequence(2), arrival(2));
    Scene.add(writer, ONE, 3, record -> false);

    LedgerCell cell = commit().delta().cells().get(0);
    assertThat(cell.read()).isEqualTo(4);
    assertThat(cell.unaccounted()).isEqualTo(1);
  }

  @Test
  void whatIsReadAgainIsNotCountedAgain() {
    Scene.addUpTo(writer, ONE, 3, record -> false);
    commit();
    for (int record = 0; record < 5; record++) {
      Scene.add(writer, ONE, record, record2 -> false);
    }
    assertThat(commit().delta().cells().get(0).read()).isEqualTo(2);
  }

  @Test
  void whatIsDroppedIsNotCounted() {
    Scene.addUpTo(writer, ONE, 3, record -> false);
    writer.abort();
    Scene.addUpTo(writer, ONE, 4, record -> false);
    assertThat(commit().delta().cells().get(0).read()).isEqualTo(4);
  }

  @Test
  void aGapGoesWithTheNextCommit() {
    writer.countGap(ONE, Position.BEGINNING, Scene.sequence(1), arrival(1));
    Scene.add(writer, ONE, 1, record -> false);
    assertThat(commit().delta().gaps())
        .containsExactly(
            new LedgerGap(
                ONE,
                LedgerCell.hourOf(arrival(1)),
                Position.BEGINNING,
                new BigInteger(Scene.sequence(1))));
  }

  @Test
  void theTableTellsWhatCameAfterAMark() {
    Scene.addUpTo(writer, ONE, 2, record -> false);
    LedgerCommit first = commit();
    Scene.addUpTo(writer, ONE, 5, record -> false);
    LedgerCommit second = commit();

    assertThat(since(LedgerMark.NONE).done()).containsExactly(first, second);
    assertThat(since(mark(first)))
        .isEqualTo(
            new TableLedger.Since(
                List.of(second), List.of(), TableLedger.Continuity.WHOLE, second));
    assertThat(since(mark(second)).done()).isEmpty();
    assertThat(second.delta().previous()).isEqualTo(first.number());
  }

  @Test
  void expiredSnapshotsAreMissedNotPassedOver() {
    Scene.addUpTo(writer, ONE, 2, record -> false);
    LedgerCommit first = commit();
    Scene.addUpTo(writer, ONE, 4, record -> false);
    commit();
    Scene.addUpTo(writer, ONE, 6, record -> false);
    LedgerCommit third = commit();
    table()
        .expireSnapshots()
        .expireOlderThan(System.currentTimeMillis() + 1)
        .retainLast(1)
        .commit();

    assertThat(since(mark(first)))
        .isEqualTo(
            new TableLedger.Since(
                List.of(third), List.of(), TableLedger.Continuity.EXPIRED, third));
    assertThat(since(LedgerMark.NONE).continuity()).isEqualTo(TableLedger.Continuity.EXPIRED);
  }

  @Test
  void whatATableWasRolledBackFromIsToBeTakenOut() {
    Scene.addUpTo(writer, ONE, 2, record -> false);
    LedgerCommit first = commit();
    Scene.addUpTo(writer, ONE, 4, record -> false);
    LedgerCommit second = commit();
    table().manageSnapshots().rollbackTo(first.snapshotId()).commit();

    assertThat(since(mark(second)))
        .isEqualTo(
            new TableLedger.Since(List.of(), List.of(second), TableLedger.Continuity.WHOLE, first));
    TableWriter next = scene.open();
    Scene.addUpTo(next, ONE, 3, record -> false);
    LedgerCommit again = ((CommitOutcome.Committed) next.commit()).ledger();
    assertThat(since(mark(second)))
        .isEqualTo(
            new TableLedger.Since(
                List.of(again), List.of(second), TableLedger.Continuity.WHOLE, again));
  }

  @Test
  void aRolledBackCommitThatIsGoneIsSaidToBe() {
    Scene.addUpTo(writer, ONE, 2, record -> false);
    LedgerCommit first = commit();
    Scene.addUpTo(writer, ONE, 4, record -> false);
    LedgerCommit second = commit();
    table().manageSnapshots().rollbackTo(first.snapshotId()).commit();
    table().expireSnapshots().expireSnapshotId(second.snapshotId()).commit();

    assertThat(since(mark(second)).continuity()).isEqualTo(TableLedger.Continuity.ROLLED_BACK);
  }

  @Test
  void aCommitOfAVersionThatKeptNoLedgerIsKnownAsOne() {
    Scene.addUpTo(writer, ONE, 2, record -> false);
    LedgerCommit first = commit();
    Table table = table();
    var append = table.newAppend();
    Map<String, String> old = table.currentSnapshot().summary();
    old.forEach(
        (key, value) -> {
          if (key.startsWith("event-bus.") && !key.equals(LedgerDelta.KEY)) {
            append.set(key, value);
          }
        });
    append
        .set(Progress.COMMIT_ID, "old")
        .set(Progress.NUMBER, Long.toString(first.number() + 1))
        .commit();

    TableLedger.Since since = since(mark(first));
    assertThat(since.continuity()).isEqualTo(TableLedger.Continuity.WHOLE);
    assertThat(since.done())
        .singleElement()
        .extracting(LedgerCommit::counting)
        .isEqualTo(LedgerCommit.Counting.NOT_COUNTED);
  }

  private static long arrival(int record) {
    return 1_790_000_000_000_000L + record * 1000L;
  }

  private static LedgerMark mark(LedgerCommit commit) {
    return new LedgerMark(commit.number(), commit.snapshotId());
  }

  private TableLedger.Since since(LedgerMark mark) {
    return TableLedger.since(table(), mark);
  }

  private Table table() {
    return scene.catalog.load(Scene.NAME);
  }

  private LedgerCommit commit() {
    return ((CommitOutcome.Committed) writer.commit()).ledger();
  }
}
