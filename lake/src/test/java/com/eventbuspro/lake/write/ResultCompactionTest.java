package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.maintain.MaintenanceTuning;
import com.eventbuspro.lake.maintain.Pace;
import com.eventbuspro.lake.maintain.ResultCompaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compaction of what Flink's Iceberg sink writes, beside it and killed at any instant. */
class ResultCompactionTest {
  private static final TableIdentifier NAME = TableIdentifier.of("tests", "latest");
  private static final MaintenanceTuning EAGER =
      new MaintenanceTuning(
          Duration.ZERO, Duration.ZERO, Duration.ofDays(3), Duration.ofDays(3), 1L << 20, 3, 1);
  private static final long LARGE = 1L << 20;
  private static final int KEYS = 12;
  private static final int STEPS = 40;

  private final Faults faults = new Faults();
  private final FaultyCatalog catalog = new FaultyCatalog(faults, Clock.systemUTC());
  private final ResultCompaction compaction =
      new ResultCompaction(EAGER, LARGE, 1_000, Clock.systemUTC());
  private final Map<String, Long> expected = new TreeMap<>();
  private long clock;

  @BeforeEach
  void makeTable() {
    catalog.createNamespace(Namespace.of("tests"));
    create();
  }

  private void create() {
    var unused =
        catalog.buildTable(NAME, UpsertCommit.SCHEMA).withProperty("format-version", "2").create();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyReadGivesWhatTheSinkWroteWhateverHappens(long seed) {
    Random random = new Random(seed);
    int befallen = 0;
    long rewritten = 0;
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(3) > 0) {
        upsert(random);
        continue;
      }
      if (random.nextInt(3) > 0) {
        faults.arm(
            1 + random.nextInt(60),
            random.nextBoolean() ? Faults.When.BEFORE_THE_WORK : Faults.When.AFTER_THE_WORK,
            random.nextBoolean() ? Faults.Kind.CRASH : Faults.Kind.HICCUP);
      }
      try {
        rewritten += compaction.round(this::table, () -> {}).before().count();
      } catch (Faults.Crash | RuntimeException e) {
        // It is looked at below what is in the table now.
        assertThat(faults.hit()).as("%s", e).isNotNull();
      }
      befallen += faults.hit() == null ? 0 : 1;
      faults.arm(Long.MAX_VALUE, Faults.When.BEFORE_THE_WORK, Faults.Kind.HICCUP);
      assertThat(rows()).isEqualTo(expected);
    }
    assertThat(rewritten).as("files rewritten").isPositive();
    assertThat(befallen).as("faults met").isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theSinkCommitsWhileFilesAreRewritten(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 10; i++) {
      upsert(random);
    }
    List<Integer> left = new ArrayList<>(List.of(1 + random.nextInt(5), 1, 1));
    Pace busy =
        () -> {
          if (!left.isEmpty()) {
            left.set(0, left.get(0) - 1);
            if (left.get(0) == 0) {
              left.remove(0);
              upsert(random);
            }
          }
        };
    ResultCompaction.Done done = compaction.round(this::table, busy);
    assertThat(left).as("commits meanwhile").isEmpty();
    assertThat(done.before().count()).isPositive();
    assertThat(rows()).isEqualTo(expected);
    var unused = compaction.round(this::table, () -> {});
    assertThat(rows()).isEqualTo(expected);
  }

  @Test
  void manySmallFilesBecomeOneAndDeletionsAreDoneForGood() {
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      upsert(random);
    }
    assertThat(deletes()).isNotEmpty();
    int files = tasks().size();
    ResultCompaction.Done done = compaction.round(this::table, () -> {});
    assertThat(done.before().count()).isEqualTo(files);
    assertThat(done.after().count()).isEqualTo(1);
    assertThat(done.more()).isFalse();
    assertThat(tasks()).hasSize(1);
    assertThat(deletes()).isEmpty();
    assertThat(rows()).isEqualTo(expected);
    assertThat(compaction.round(this::table, () -> {}).before().count()).isZero();
  }

  @Test
  void twoAtOnceDoNoHarm() {
    Random random = new Random(2);
    for (int i = 0; i < 10; i++) {
      upsert(random);
    }
    int files = tasks().size();
    List<ResultCompaction.Done> others = new ArrayList<>();
    Pace meanwhile =
        () -> {
          if (others.isEmpty()) {
            others.add(null);
            others.set(0, compaction.round(this::table, () -> {}));
          }
        };
    assertThat(compaction.round(this::table, meanwhile).before().count()).isZero();
    assertThat(others.get(0).before().count()).isEqualTo(files);
    assertThat(rows()).isEqualTo(expected);
  }

  @Test
  void aLargeFileIsNotWrittenAnewForAFewSmallOnes() {
    append(2_000);
    for (int i = 0; i < 5; i++) {
      append(1);
    }
    long large = tasks().stream().mapToLong(FileScanTask::length).max().orElseThrow();
    assertThat(compaction.round(this::table, () -> {}).before().count()).isEqualTo(5);
    assertThat(tasks()).hasSize(2).anyMatch(task -> task.length() == large);
    assertThat(rows()).isEqualTo(expected);
  }

  @Test
  void whatTooManyDeletionsMayConcernIsLeft() {
    Random random = new Random(3);
    for (int i = 0; i < 8; i++) {
      upsert(random);
    }
    long deleted = deletes().stream().mapToLong(DeleteFile::recordCount).sum();
    ResultCompaction careful = new ResultCompaction(EAGER, LARGE, deleted / 4, Clock.systemUTC());
    assertThat(careful.round(this::table, () -> {}).before().count()).isBetween(1L, 7L);
    assertThat(rows()).isEqualTo(expected);
  }

  @Test
  void aTableThatWasMadeAnewMeanwhileIsNotTouched() {
    Random random = new Random(4);
    for (int i = 0; i < 5; i++) {
      upsert(random);
    }
    Pace meanwhile =
        () -> {
          if (!expected.isEmpty()) {
            catalog.dropTable(NAME, false);
            expected.clear();
            create();
          }
        };
    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> compaction.round(this::table, meanwhile))
        .matches(e -> e.code() == LakeException.Code.TABLE_REPLACED);
    assertThat(tasks()).isEmpty();
  }

  private Table table() {
    return catalog.loadTable(NAME);
  }

  /** One checkpoint: some keys get new values, some go, some twice. */
  private void upsert(Random random) {
    UpsertCommit commit = new UpsertCommit(table());
    for (int i = random.nextInt(6); i >= 0; i--) {
      String key = "k" + random.nextInt(KEYS);
      if (random.nextInt(4) == 0) {
        commit.delete(key);
        expected.remove(key);
      } else {
        commit.put(key, ++clock);
        expected.put(key, clock);
      }
    }
    commit.commit();
  }

  /** A checkpoint of rows that are new. */
  private void append(int rows) {
    UpsertCommit commit = new UpsertCommit(table());
    for (int i = 0; i < rows; i++) {
      commit.add("n" + ++clock, clock);
      expected.put("n" + clock, clock);
    }
    commit.commit();
  }

  private Map<String, Long> rows() {
    return UpsertCommit.rows(table());
  }

  private List<FileScanTask> tasks() {
    try (CloseableIterable<FileScanTask> tasks = table().newScan().planFiles()) {
      List<FileScanTask> found = new ArrayList<>();
      tasks.forEach(found::add);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<DeleteFile> deletes() {
    Map<String, DeleteFile> deletes = new HashMap<>();
    tasks().forEach(task -> task.deletes().forEach(file -> deletes.put(file.location(), file)));
    return new HashSet<>(deletes.values());
  }
}
