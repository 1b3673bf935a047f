package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.maintain.MaintenanceKind;
import com.eventbuspro.lake.maintain.MaintenanceObserver;
import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.maintain.MaintenanceRun;
import com.eventbuspro.lake.maintain.MaintenanceTuning;
import com.eventbuspro.lake.maintain.Pace;
import com.eventbuspro.lake.maintain.Pins;
import com.eventbuspro.lake.maintain.RecordedCommits;
import com.eventbuspro.lake.maintain.TableLook;
import com.eventbuspro.lake.maintain.TableMaintenance;
import com.eventbuspro.lake.maintain.TableMaintenance.Left;
import com.eventbuspro.lake.maintain.TableRole;
import com.eventbuspro.lake.read.LakeReader;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;

/** What maintenance does to tables that are written as usual. */
class MaintenanceTest {
  private static final ShardId ONE = Scene.shard(1);
  private static final ShardId TWO = Scene.shard(2);
  private static final Duration LONG = Duration.ofDays(4);

  private final Scene scene = new Scene();
  private final List<MaintenanceRun> runs = new ArrayList<>();
  private MaintenancePolicy policy = new MaintenancePolicy(null, Duration.ofHours(1), 128L << 20);
  private long recordedThrough = Long.MAX_VALUE;

  @Test
  void manySmallFilesBecomeOneADayAndHistoryKeepsItsOrder() {
    commit(60, Scene::everyFourth);
    long before = files(scene.catalog.load(Scene.NAME));
    Map<String, List<String>> history = history();

    scene.clock.pass(LONG);
    maintainAll();

    assertThat(before).isGreaterThan(40);
    assertThat(files(scene.catalog.load(Scene.NAME))).isEqualTo(2);
    assertThat(files(scene.catalog.loadQuarantine(Scene.NAME))).isEqualTo(2);
    scene.assertExactlyOnce(Map.of(ONE, 60, TWO, 60));
    assertThat(history).hasSize(2);
    assertThat(history()).isEqualTo(history);
    assertThat(runs)
        .filteredOn(run -> run.state() == MaintenanceRun.State.DONE)
        .extracting(MaintenanceRun::kind)
        .contains(MaintenanceKind.COMPACTION, MaintenanceKind.EXPIRY);
  }

  @Test
  void whatIsYoungIsLeftAlone() {
    commit(20, Scene::everyFourth);

    assertThat(maintenance().round(Scene.NAME, policy)).isEqualTo(Left.NOTHING);
    assertThat(runs).isEmpty();
  }

  @Test
  void compactionThatIsOffLeavesFilesAlone() {
    policy = new MaintenancePolicy(null, Duration.ofHours(1), 0);
    commit(20, Scene::everyFourth);
    long before = files(scene.catalog.load(Scene.NAME));
    scene.clock.pass(LONG);

    maintainAll();

    assertThat(files(scene.catalog.load(Scene.NAME))).isEqualTo(before);
  }

  @Test
  void aWriterGoesOnAfterEverythingItKnewWasExpired() {
    TableWriter writer = commit(30, Scene::everyFourth);
    scene.clock.pass(LONG);
    maintainAll();
    Table table = scene.catalog.load(Scene.NAME);
    assertThat(table.snapshots()).hasSizeLessThan(5);

    Scene.addUpTo(writer, ONE, 40, Scene::everyFourth);
    assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
    Scene.addUpTo(scene.open(), TWO, 40, Scene::everyFourth);
    scene.assertExactlyOnce(Map.of(ONE, 40, TWO, 30));
  }

  @Test
  void thePositionsOutliveAnyAgeAndAnyNumberOfOthersSnapshots() {
    commit(10, Scene::everyFourth);
    for (int i = 0; i < 5; i++) {
      scene.catalog.load(Scene.NAME).newFastAppend().commit();
      scene.catalog.loadQuarantine(Scene.NAME).newFastAppend().commit();
      scene.clock.pass(LONG);
      maintainAll();
    }

    TableWriter writer = scene.open();
    assertThat(Scene.covered(writer.position(ONE))).isEqualTo(10);
    Scene.addUpTo(writer, ONE, 12, record -> true);
    writer.commit();
    scene.assertExactlyOnce(Map.of(ONE, 12, TWO, 10));
  }

  @Test
  void aPinnedSnapshotKeepsItsRowsUntilItIsLetGo() throws Exception {
    commit(20, record -> false);
    Table table = scene.catalog.load(Scene.NAME);
    long pinned = table.currentSnapshot().snapshotId();
    Pins.pin(table, "pipeline-7", pinned);
    Pins.pin(table, "pipeline-7", pinned);
    commit(30, record -> false);
    scene.clock.pass(LONG);

    maintainAll();
    orphans();

    table.refresh();
    assertThat(Pins.all(table)).isEqualTo(Map.of("pipeline-7", pinned));
    try (var rows = IcebergGenerics.read(table).useSnapshot(pinned).build()) {
      assertThat(rows).hasSize(40);
    }
    Pins.unpin(table, "pipeline-7");
    Pins.unpin(table, "pipeline-7");
    scene.clock.pass(LONG);
    maintainAll();
    table.refresh();
    assertThat(table.snapshot(pinned)).isNull();
  }

  @Test
  void snapshotsWaitForWhoCountsThem() {
    commit(30, Scene::everyFourth);
    scene.clock.pass(Duration.ofDays(2));
    recordedThrough = 0;
    long before = commits();

    maintainAll();
    assertThat(commits()).isEqualTo(before);

    recordedThrough = Long.MAX_VALUE;
    scene.clock.pass(LONG);
    maintainAll();
    assertThat(commits()).isEqualTo(1);
  }

  @Test
  void retentionDeletesDaysAndKeepsPositions() throws Exception {
    commit(24, Scene::everyFourth);
    Table table = scene.catalog.load(Scene.NAME);
    // Every sixth record arrived a day later: that day is kept.
    Duration age = Duration.between(Scene.arrival(0), scene.clock.instant());
    scene.clock.pass(Duration.ofDays(400).minus(age));
    policy = new MaintenancePolicy(399, Duration.ofHours(1), 128L << 20);

    maintainAll();

    table.refresh();
    try (var rows = IcebergGenerics.read(table).build()) {
      for (Record row : rows) {
        assertThat((int) row.getField("n") % 6).isEqualTo(5);
      }
      assertThat(rows).isNotEmpty();
    }
    TableWriter writer = scene.open();
    assertThat(Scene.covered(writer.position(ONE))).isEqualTo(24);
    Scene.addUpTo(writer, ONE, 30, Scene::everyFourth);
    assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
  }

  @Test
  void leftOverFilesGoWhenTheyAreOldAndNotBefore() {
    commit(20, Scene::everyFourth);
    TableWriter killed = scene.open();
    Scene.addUpTo(killed, ONE, 30, Scene::everyFourth);
    killed.spill();
    long files = scene.dataFiles();

    orphans();
    assertThat(scene.dataFiles()).isEqualTo(files);

    scene.clock.pass(LONG);
    orphans();
    assertThat(scene.dataFiles()).isLessThan(files);
    scene.assertExactlyOnce(Map.of(ONE, 20, TWO, 20));
  }

  @Test
  void filesThatAreOrphansByNowAreNotCommitted() {
    TableWriter slow = commit(20, Scene::everyFourth);
    Scene.addUpTo(slow, ONE, 30, Scene::everyFourth);
    slow.spill();
    scene.clock.pass(LONG);
    orphans();

    assertThat(slow.commit()).isInstanceOf(CommitOutcome.Lost.class);
    Scene.addUpTo(slow, ONE, 30, Scene::everyFourth);
    assertThat(slow.commit()).isInstanceOf(CommitOutcome.Committed.class);
    scene.assertExactlyOnce(Map.of(ONE, 30, TWO, 20));
  }

  @Test
  void quarantineFilesThatOnlyTheEventTableKnowsAreNoOrphans() {
    boolean met = false;
    for (int at = 1; at < 60 && !met; at++) {
      Scene fresh = new Scene();
      TableWriter writer = fresh.open();
      Scene.addUpTo(writer, ONE, 12, Scene::everyFourth);
      fresh.faults.arm(at, Faults.When.BEFORE_THE_WORK, Faults.Kind.CRASH);
      try {
        writer.commit();
      } catch (Faults.Crash e) {
        fresh.faults.disarm();
        met =
            !fresh.positions().isEmpty()
                && Scene.keys(fresh.catalog.loadQuarantine(Scene.NAME)).isEmpty();
        if (met) {
          fresh.clock.pass(LONG);
          maintenance(fresh).removeOrphans(Scene.NAME);
          maintenance(fresh).round(Scene.NAME, policy);
          fresh.open();
          fresh.assertExactlyOnce(Map.of(ONE, 12));
        }
      }
    }
    assertThat(met).as("a crash between decision and following").isTrue();
  }

  @Test
  void recordsTakenOutOfQuarantineAreGoneFromItsFilesAndItsCount() {
    commit(40, Scene::everyFourth);
    try (QuarantineWriter taker = taker()) {
      taker.begin();
      taker.discard(ONE, Scene.sequence(3), micros(3));
      taker.discard(TWO, Scene.sequence(7), micros(7));
      assertThat(taker.commit()).isInstanceOf(QuarantineWriter.Outcome.Taken.class);
    }
    LakeReader reader = new LakeReader(scene.catalog);
    assertThat(reader.rejectedStats(Scene.NAME).rows()).isEqualTo(18);
    List<String> left = Scene.keys(scene.catalog.loadQuarantine(Scene.NAME));
    scene.clock.pass(LONG);

    maintainAll();
    maintainAll();

    Table quarantine = scene.catalog.loadQuarantine(Scene.NAME);
    assertThat(Scene.keys(quarantine)).containsExactlyInAnyOrderElementsOf(left).hasSize(18);
    assertThat(quarantine.currentSnapshot().summary()).containsEntry("total-records", "18");
    assertThat(quarantine.currentSnapshot().summary()).containsEntry("total-equality-deletes", "0");
    assertThat(reader.rejectedStats(Scene.NAME).rows()).isEqualTo(18);
    try (QuarantineWriter taker = taker()) {
      taker.begin();
      taker.discard(ONE, Scene.sequence(7), micros(7));
      assertThat(taker.commit()).isInstanceOf(QuarantineWriter.Outcome.Taken.class);
    }
    assertThat(Scene.keys(scene.catalog.loadQuarantine(Scene.NAME))).hasSize(17);
  }

  @Test
  void filesOfARedriveThatAreOrphansByNowAreNotCommitted() {
    commit(12, Scene::everyFourth);
    try (QuarantineWriter taker = taker()) {
      taker.begin();
      redriveThird(taker);
      scene.clock.pass(LONG);
      assertThat(taker.commit()).isInstanceOf(QuarantineWriter.Outcome.Lost.class);
      taker.begin();
      redriveThird(taker);
      assertThat(taker.commit()).isInstanceOf(QuarantineWriter.Outcome.Taken.class);
    }
    scene.assertExactlyOnce(Map.of(ONE, 12, TWO, 12));
  }

  private static void redriveThird(QuarantineWriter taker) {
    Object[] values = {3, "text"};
    taker.redrive(
        ONE,
        Scene.sequence(3),
        micros(3),
        new Decoded.Event("id-3", micros(3), null, 1, values, null));
  }

  private QuarantineWriter taker() {
    return QuarantineWriter.open(
        scene.catalog,
        Scene.NAME,
        List.of(Scene.V1),
        new Errand("errand-1", "tester", "A fix"),
        scene.clock);
  }

  private static long micros(int record) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Scene.arrival(record));
  }

  @Test
  void aTableWhoseNameBeginsAlikeIsNotTouched() {
    // The quarantine table's location begins with the event table's.
    commit(20, Scene::everyFourth);
    scene.clock.pass(LONG);

    orphans();

    scene.assertExactlyOnce(Map.of(ONE, 20, TWO, 20));
  }

  @Test
  void aMaintainerOfAForeignTableDoesNothing() {
    commit(20, Scene::everyFourth);
    scene.catalog.load(Scene.NAME).updateProperties().remove("event-bus.event-type").commit();
    scene.clock.pass(LONG);

    assertThat(maintenance().round(Scene.NAME, policy)).isEqualTo(Left.FAILED);

    assertThat(runs)
        .filteredOn(run -> run.table() == TableRole.EVENTS)
        .allMatch(run -> run.state() != MaintenanceRun.State.DONE);
  }

  @Test
  void aPinNeedsASnapshotThatIsThere() {
    commit(2, record -> false);
    Table table = scene.catalog.load(Scene.NAME);
    assertThatThrownBy(() -> Pins.pin(table, "x", 42)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pins.pin(table, "a/b", 42))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quarantineRefusesToGuessWhatItHasTakenOver() {
    commit(8, Scene::everyFourth);
    Table quarantine = scene.catalog.loadQuarantine(Scene.NAME);
    quarantine.newFastAppend().commit();
    quarantine.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();

    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 12, record -> true);
    assertThat(writer.commit())
        .isInstanceOfSatisfying(
            CommitOutcome.Committed.class,
            done -> assertThat(done.quarantineBehind()).isPositive());
    assertThatThrownBy(
            () ->
                new QuarantineTable(quarantine, quarantine.uuid())
                    .apply(List.of(new PendingFile(PendingFile.Kind.REJECTS, 1, 1, 1, 1, "x"))))
        .isInstanceOfSatisfying(
            LakeException.class,
            e -> assertThat(e.code()).isEqualTo(LakeException.Code.POSITIONS_LOST));
  }

  private TableWriter commit(int end, IntPredicate rejected) {
    TableWriter writer = scene.open();
    int from = Scene.covered(writer.position(ONE));
    for (int record = from + 1; record <= end; record++) {
      Scene.addUpTo(writer, ONE, record, rejected);
      Scene.addUpTo(writer, TWO, record, rejected);
      assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
    }
    return writer;
  }

  private void maintainAll() {
    TableMaintenance maintenance = maintenance();
    Left left = Left.MORE;
    for (int round = 0; round < 20 && left == Left.MORE; round++) {
      left = maintenance.round(Scene.NAME, policy);
    }
    assertThat(left).isEqualTo(Left.NOTHING);
  }

  private void orphans() {
    assertThat(maintenance().removeOrphans(Scene.NAME)).isEqualTo(Left.NOTHING);
  }

  private TableMaintenance maintenance() {
    return maintenance(scene);
  }

  private TableMaintenance maintenance(Scene of) {
    RecordedCommits recorded = eventType -> recordedThrough;
    return new TableMaintenance(
        of.catalog,
        MaintenanceTuning.DEFAULT,
        recorded,
        new MaintenanceObserver() {
          @Override
          public void looked(EventTypeName eventType, TableRole table, TableLook look) {}

          @Override
          public void changed(MaintenanceRun run) {
            runs.add(run);
          }

          @Override
          public void left(EventTypeName eventType) {}
        },
        Pace.UNLIMITED,
        of.clock);
  }

  private long commits() {
    long count = 0;
    for (Snapshot snapshot : scene.catalog.load(Scene.NAME).snapshots()) {
      count += snapshot.summary().containsKey(Progress.COMMIT_ID) ? 1 : 0;
    }
    return count;
  }

  /** Of each day: the records of the scene jump between days as those of no shard do. */
  private Map<String, List<String>> history() {
    Map<String, List<String>> days = new TreeMap<>();
    new LakeReader(scene.catalog)
        .forEach(
            Scene.NAME,
            row ->
                days.computeIfAbsent(
                        String.valueOf(row.get("_ingested_at")).substring(0, 10),
                        day -> new ArrayList<>())
                    .add(row.get("_shard") + ":" + row.get("_sequence")));
    return days;
  }

  private static long files(Table table) {
    return Long.parseLong(table.currentSnapshot().summary().get("total-data-files"));
  }
}
