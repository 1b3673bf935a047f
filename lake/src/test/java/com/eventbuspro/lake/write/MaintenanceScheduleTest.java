package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.maintain.MaintenanceObserver;
import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.maintain.MaintenanceTuning;
import com.eventbuspro.lake.maintain.Pace;
import com.eventbuspro.lake.maintain.Pins;
import com.eventbuspro.lake.maintain.RecordedCommits;
import com.eventbuspro.lake.maintain.TableMaintenance;
import com.eventbuspro.lake.maintain.TableMaintenance.Left;
import com.eventbuspro.model.position.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Maintenance beside writers, in every order and killed at every instant. */
@Execution(ExecutionMode.CONCURRENT)
class MaintenanceScheduleTest {
  private static final List<ShardId> SHARDS = List.of(Scene.shard(1), Scene.shard(2));
  private static final int RECORDS = 60;
  private static final int STEPS = 150;
  private static final MaintenancePolicy POLICY =
      new MaintenancePolicy(null, Duration.ofHours(1), 128L << 20);
  private static final MaintenanceTuning EAGER =
      new MaintenanceTuning(
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofDays(3),
          Duration.ofDays(3),
          1L << 20,
          2,
          1);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyRecordIsThereOnceWhateverHappens(long seed) throws Exception {
    Random random = new Random(seed);
    Scene scene = new Scene();
    List<TableWriter> writers = new ArrayList<>(List.of(scene.open(), scene.open()));
    Map<Long, Set<String>> pinned = new HashMap<>();
    // Rejected records that were taken over do not come back when the event table is rolled back.
    boolean rollsBack = seed % 2 == 0;
    int befallen = 0;
    for (int step = 0; step < STEPS; step++) {
      int which = random.nextInt(writers.size());
      if (random.nextInt(3) == 0) {
        scene.faults.arm(
            1 + random.nextInt(40),
            random.nextBoolean() ? Faults.When.BEFORE_THE_WORK : Faults.When.AFTER_THE_WORK,
            random.nextBoolean() ? Faults.Kind.CRASH : Faults.Kind.HICCUP);
      }
      try {
        act(scene, writers.get(which), random, rollsBack, pinned);
      } catch (Faults.Crash | IllegalStateException | LakeException e) {
        scene.faults.disarm();
        if (e instanceof Faults.Crash || random.nextBoolean()) {
          writers.set(which, scene.open());
        }
      }
      befallen += scene.faults.hit() == null ? 0 : 1;
      scene.faults.arm(Long.MAX_VALUE, Faults.When.BEFORE_THE_WORK, Faults.Kind.HICCUP);
    }
    TableWriter writer = scene.open();
    SHARDS.forEach(shard -> Scene.addUpTo(writer, shard, RECORDS, record -> false));
    assertThat(writer.commit()).isNotInstanceOf(CommitOutcome.Lost.class);
    scene.clock.pass(Duration.ofDays(5));
    maintainAll(scene);
    scene.assertExactlyOnce(Map.of(SHARDS.get(0), RECORDS, SHARDS.get(1), RECORDS));
    Table table = scene.catalog.load(Scene.NAME);
    for (Map.Entry<Long, Set<String>> pin : pinned.entrySet()) {
      assertThat(keys(table, pin.getKey())).as("pinned").isEqualTo(pin.getValue());
    }
    assertThat(befallen).as("faults met").isPositive();
    assertNothingIsLeftOver(scene);
  }

  private static void act(
      Scene scene,
      TableWriter writer,
      Random random,
      boolean rollsBack,
      Map<Long, Set<String>> pinned)
      throws Exception {
    ShardId shard = SHARDS.get(random.nextInt(SHARDS.size()));
    int salt = random.nextInt(5);
    IntPredicate rejected = record -> !rollsBack && (record + salt) % 3 == 0;
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> {
        int from = writer.hasUncommitted() ? RECORDS : Scene.covered(writer.position(shard));
        Scene.addUpTo(writer, shard, Math.min(RECORDS, from + random.nextInt(4)), rejected);
      }
      case 3, 4, 5, 6 -> writer.commit();
      case 7 -> writer.spill();
      case 8 -> scene.clock.pass(Duration.ofMinutes(random.nextInt(200)));
      case 9 -> scene.clock.pass(Duration.ofDays(random.nextInt(5)));
      case 10, 11 -> maintenance(scene).round(Scene.NAME, POLICY);
      case 12 -> maintenance(scene).removeOrphans(Scene.NAME);
      default -> {
        scene.faults.disarm();
        if (rollsBack && random.nextBoolean()) {
          rollBack(scene, random);
        } else {
          pin(scene, pinned);
        }
      }
    }
  }

  private static void pin(Scene scene, Map<Long, Set<String>> pinned) throws Exception {
    Table table = scene.catalog.load(Scene.NAME);
    if (table.currentSnapshot() != null && pinned.size() < 3) {
      long id = table.currentSnapshot().snapshotId();
      Pins.pin(table, "p" + id, id);
      pinned.put(id, keys(table, id));
    }
  }

  private static void rollBack(Scene scene, Random random) {
    Table table = scene.catalog.load(Scene.NAME);
    List<Snapshot> back = new ArrayList<>();
    Ancestry.of(table).forEach(back::add);
    if (!back.isEmpty()) {
      Snapshot to = back.get(random.nextInt(Math.min(5, back.size())));
      // As an operator would: not beyond what says the positions.
      if (Ancestry.newestWith(Ancestry.of(table, to.snapshotId()), Progress.COMMIT_ID)
          .isPresent()) {
        table.manageSnapshots().rollbackTo(to.snapshotId()).commit();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CRASH,BEFORE_THE_WORK",
    "CRASH,AFTER_THE_WORK",
    "HICCUP,BEFORE_THE_WORK",
    "HICCUP,AFTER_THE_WORK"
  })
  void maintenanceMayFailAtEveryOperation(Faults.Kind kind, Faults.When when) {
    long operations = 1;
    for (long at = 1; at <= operations; at++) {
      Scene scene = written(3);
      scene.clock.pass(Duration.ofDays(4));
      scene.faults.arm(at, when, kind);
      try {
        maintainAll(scene);
      } catch (Faults.Crash e) {
        assertThat(kind).isEqualTo(Faults.Kind.CRASH);
      }
      operations = Math.max(operations, scene.faults.hit() == null ? 0 : at + 1);
      scene.faults.disarm();
      scene.assertExactlyOnce(Map.of(SHARDS.get(0), 6, SHARDS.get(1), 6));
      scene.clock.pass(Duration.ofDays(4));
      maintainAll(scene);
      scene.assertExactlyOnce(Map.of(SHARDS.get(0), 6, SHARDS.get(1), 6));
      assertNothingIsLeftOver(scene);
      Scene.addUpTo(scene.open(), SHARDS.get(0), 8, Scene::everyFourth);
    }
    assertThat(operations).as("operations tried").isGreaterThan(60);
  }

  @Test
  void twoMaintainersBesideACommittingWriterDoNoHarm() throws Exception {
    Scene scene = new Scene();
    scene.clock.pass(Duration.ofDays(1));
    AtomicBoolean written = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      Callable<Boolean> maintain =
          () -> {
            boolean last = false;
            while (!last) {
              last = written.get();
              maintenance(scene).round(Scene.NAME, POLICY);
              maintenance(scene).removeOrphans(Scene.NAME);
            }
            return true;
          };
      List<Future<Boolean>> maintainers = List.of(pool.submit(maintain), pool.submit(maintain));
      Future<Boolean> writer =
          pool.submit(
              () -> {
                write(scene, 120, 2);
                return true;
              });
      writer.get();
      written.set(true);
      for (Future<Boolean> maintainer : maintainers) {
        assertThat(maintainer.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
    scene.assertExactlyOnce(Map.of(SHARDS.get(0), 120, SHARDS.get(1), 120));
  }

  /** By what it is that makes commits rare or frequent: neither files nor snapshots pile up. */
  @Test
  void filesAndSnapshotsStayFewHoweverLongItGoesOn() {
    Scene scene = new Scene();
    TableWriter writer = scene.open();
    int mostFiles = 0;
    int mostSnapshots = 0;
    for (int record = 1; record <= 300; record++) {
      for (ShardId shard : SHARDS) {
        Scene.addUpTo(writer, shard, record, Scene::everyFourth);
      }
      writer.commit();
      // Iceberg takes the time of a snapshot from the system: all but these seem to grow older.
      if (record % 20 == 0) {
        scene.clock.pass(Duration.ofHours(2));
        maintainAll(scene);
        Table table = scene.catalog.load(Scene.NAME);
        mostFiles =
            Math.max(
                mostFiles,
                Integer.parseInt(table.currentSnapshot().summary().get("total-data-files")));
        mostSnapshots = Math.max(mostSnapshots, List.copyOf(snapshots(table)).size());
      }
    }
    scene.assertExactlyOnce(Map.of(SHARDS.get(0), 300, SHARDS.get(1), 300));
    assertThat(mostFiles).isLessThanOrEqualTo(4);
    assertThat(mostSnapshots).isLessThanOrEqualTo(6);
  }

  private static Set<Long> snapshots(Table table) {
    Set<Long> ids = new HashSet<>();
    table.snapshots().forEach(snapshot -> ids.add(snapshot.snapshotId()));
    return ids;
  }

  private static Scene written(int commits) {
    Scene scene = new Scene();
    write(scene, commits * 2, 2);
    return scene;
  }

  private static void write(Scene scene, int records, int step) {
    TableWriter writer = scene.open();
    for (int end = step; end <= records; end += step) {
      for (ShardId shard : SHARDS) {
        Scene.addUpTo(writer, shard, end, Scene::everyFourth);
      }
      assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
    }
  }

  /** Every data file that there is belongs to a snapshot that there is. */
  private static void assertNothingIsLeftOver(Scene scene) {
    Set<String> needed = new TreeSet<>();
    for (Table table :
        List.of(scene.catalog.load(Scene.NAME), scene.catalog.loadQuarantine(Scene.NAME))) {
      for (Snapshot snapshot : table.snapshots()) {
        try (var tasks = table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
          tasks.forEach(task -> needed.add(task.file().location()));
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
    assertThat(new TreeSet<>(scene.faulty.files()))
        .filteredOn(path -> path.endsWith(".parquet"))
        .containsExactlyElementsOf(needed);
  }

  private static void maintainAll(Scene scene) {
    TableMaintenance maintenance = maintenance(scene);
    Left left = Left.MORE;
    for (int round = 0; round < 20 && left == Left.MORE; round++) {
      left = maintenance.round(Scene.NAME, POLICY);
    }
    maintenance.removeOrphans(Scene.NAME);
  }

  private static TableMaintenance maintenance(Scene scene) {
    return new TableMaintenance(
        scene.catalog,
        EAGER,
        RecordedCommits.ALL,
        MaintenanceObserver.NONE,
        Pace.UNLIMITED,
        scene.clock);
  }

  private static Set<String> keys(Table table, long snapshotId) throws Exception {
    Set<String> keys = new TreeSet<>();
    try (var rows = IcebergGenerics.read(table).useSnapshot(snapshotId).build()) {
      for (Record row : rows) {
        keys.add(row.getField("_shard") + ":" + row.getField("_sequence"));
      }
    }
    return keys;
  }
}
