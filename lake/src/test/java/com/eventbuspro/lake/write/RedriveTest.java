package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.ledger.LedgerCell;
import com.eventbuspro.lake.ledger.LedgerMark;
import com.eventbuspro.lake.read.LakeReader;
import com.eventbuspro.lake.read.RejectedCause;
import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.lake.read.RejectedFilter.RecordKey;
import com.eventbuspro.lake.read.RejectedRecord;
import com.eventbuspro.lake.redrive.Preview;
import com.eventbuspro.lake.redrive.Redriver;
import com.eventbuspro.lake.redrive.Tally;
import com.eventbuspro.model.position.ShardId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedriveTest {
  private static final ShardId ONE = Scene.shard(1);
  private static final ShardId TWO = Scene.shard(2);
  private static final int RECORDS = 60;
  private static final int REJECTED = RECORDS / 4;

  /** 7, 35: rejected, and not good now either. */
  private static final int HOPELESS = 2;

  private static final Errand ERRAND = new Errand("errand-1", "tester", "A fix");

  private final Scene scene = new Scene();
  private final LakeReader reader = new LakeReader(scene.catalog);

  @BeforeEach
  void write() {
    TableWriter writer = scene.open();
    for (int end = 20; end <= RECORDS; end += 20) {
      Scene.addUpTo(writer, ONE, end, Scene::everyFourth);
      writer.commit();
    }
    assertThat(scene.quarantined()).hasSize(REJECTED);
  }

  @Test
  void whatPassesNowEntersTheTableOnceAsItArrived() {
    Map<String, RejectedRecord> before = rejected();

    Tally tally = scene.redrive("errand-1");

    assertThat(tally).isEqualTo(new Tally(REJECTED - HOPELESS, HOPELESS));
    assertThat(scene.quarantined()).hasSize(HOPELESS);
    scene.assertExactlyOnce(Map.of(ONE, RECORDS));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    reader.forEach(Scene.NAME, rows::add);
    assertThat(rows)
        .filteredOn(row -> before.containsKey(String.valueOf(row.get("_sequence"))))
        .hasSize(REJECTED - HOPELESS)
        .allSatisfy(
            row -> {
              RejectedRecord was = before.get(String.valueOf(row.get("_sequence")));
              assertThat(row.get("_ingested_at")).isEqualTo(was.arrival().toString());
              assertThat(row.get("_shard")).isEqualTo(was.shard().value());
              assertThat(row.get("_id")).isEqualTo(was.shard() + ":" + was.sequence());
            });
  }

  @Test
  void askingAgainMovesNothing() {
    scene.redrive("errand-1");
    long files = scene.dataFiles();

    assertThat(scene.redrive("errand-2")).isEqualTo(new Tally(0, HOPELESS));
    assertThat(scene.redrive("errand-1")).isEqualTo(new Tally(REJECTED - HOPELESS, HOPELESS));
    assertThat(scene.dataFiles()).isEqualTo(files);
    scene.assertExactlyOnce(Map.of(ONE, RECORDS));
  }

  @Test
  void aPreviewSaysWhatWouldPassAndWhyTheRestWouldNot() {
    Preview preview = scene.redriver().preview(Scene.subject(), RejectedFilter.ALL, 1_000);

    assertThat(preview.matching()).isEqualTo(REJECTED);
    assertThat(preview.passing()).isEqualTo(REJECTED - HOPELESS);
    assertThat(preview.failing())
        .singleElement()
        .satisfies(
            failing -> {
              assertThat(failing.cause()).isEqualTo("WRONG_TYPE");
              assertThat(failing.count()).isEqualTo(HOPELESS);
              assertThat(failing.sample().pointer()).isEqualTo("/n");
            });
    assertThat(scene.quarantined()).hasSize(REJECTED);
    assertThat(scene.redriver().preview(Scene.subject(), RejectedFilter.ALL, 4))
        .satisfies(
            part -> {
              assertThat(part.matching()).isEqualTo(REJECTED);
              assertThat(part.examined()).isEqualTo(4);
            });
  }

  @Test
  void onlyWhatIsMeantIsTaken() {
    RejectedRecord one = rejected().get(Scene.sequence(11));
    assertThat(redrive(new RejectedFilter("NOT_IN_ENUM", null, null, Set.of())).taken()).isZero();
    Set<RecordKey> other = Set.of(new RecordKey(TWO, one.sequence()));
    assertThat(redrive(new RejectedFilter(null, null, null, other)).taken()).isZero();

    Set<RecordKey> mine = Set.of(new RecordKey(ONE, one.sequence()));
    assertThat(redrive(new RejectedFilter("WRONG_TYPE", null, null, mine)).taken()).isEqualTo(1);
    RejectedRecord two = rejected().get(Scene.sequence(19));
    assertThat(
            redrive(
                    new RejectedFilter(
                        null, two.arrival(), two.arrival().plusNanos(1_000), Set.of()))
                .taken())
        .isEqualTo(1);

    assertThat(scene.quarantined())
        .hasSize(REJECTED - 2)
        .doesNotContain(ONE + ":" + one.sequence(), ONE + ":" + two.sequence());
    scene.assertExactlyOnce(Map.of(ONE, RECORDS));
  }

  @Test
  void discardedRecordsAreGoneAndCounted() {
    RejectedRecord one = rejected().get(Scene.sequence(11));
    Set<RecordKey> key = Set.of(new RecordKey(ONE, one.sequence()));

    Tally tally =
        scene
            .redriver()
            .discard(
                Scene.subject(), new RejectedFilter(null, null, null, key), ERRAND, done -> {});

    assertThat(tally.taken()).isEqualTo(1);
    assertThat(scene.quarantined()).hasSize(REJECTED - 1);
    assertThat(scene.catalog.load(Scene.NAME).currentSnapshot().summary())
        .containsEntry("event-bus.discarded-rows", "1")
        .containsEntry("event-bus.redriven-rows", "0")
        .containsEntry("event-bus.redrive-actor", "tester")
        .containsEntry("event-bus.redrive-reason", "A fix");
    assertThat(scene.redrive("errand-2").taken()).isEqualTo(REJECTED - HOPELESS - 1);
    assertThat(Scene.keys(scene.catalog.load(Scene.NAME)))
        .doesNotContain(ONE + ":" + one.sequence());
    long discarded = 0;
    for (LedgerCommit commit :
        TableLedger.since(scene.catalog.load(Scene.NAME), LedgerMark.NONE).done()) {
      discarded += commit.delta().cells().stream().mapToLong(LedgerCell::discarded).sum();
      assertThat(commit.delta().cells()).allMatch(cell -> cell.unaccounted() == 0);
    }
    assertThat(discarded).isEqualTo(1);
  }

  @Test
  void readersLeaveOutWhatLeft() {
    scene.redrive("errand-1");

    assertThat(reader.rejectedByCause(Scene.NAME, RejectedFilter.ALL, 1))
        .singleElement()
        .satisfies(
            (RejectedCause cause) -> {
              assertThat(cause.count()).isEqualTo(HOPELESS);
              assertThat(cause.samples()).hasSize(1);
              assertThat(cause.samples().get(0).payload()).asString().isEqualTo("{\"n\":\"x\"}");
            });
    assertThat(reader.newestRejected(Scene.NAME, RejectedFilter.ALL, 50, null).records())
        .hasSize(HOPELESS);
    assertThat(reader.rejectedStats(Scene.NAME).rows()).isEqualTo(HOPELESS);
    assertThat(reader.stats(Scene.NAME).rows()).isEqualTo(RECORDS - HOPELESS);
  }

  @Test
  void theStreamGoesOnWhereItWasAndTheWriterDoesNotLose() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, RECORDS + 10, Scene::everyFourth);
    scene.redrive("errand-1");

    assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);

    assertThat(Scene.covered(scene.positions().get(ONE))).isEqualTo(RECORDS + 10);
    scene.assertExactlyOnce(Map.of(ONE, RECORDS + 10));
  }

  @Test
  void oneThatWasOvertakenLosesAndLeavesNoFiles() {
    QuarantineWriter slow = writer("slow");
    slow.begin();
    for (RejectedRecord record : rejected().values()) {
      slow.discard(record.shard(), record.sequence(), arrival(record));
    }
    scene.redrive("fast");
    long files = scene.dataFiles();

    assertThat(slow.commit()).isInstanceOf(QuarantineWriter.Outcome.Lost.class);

    assertThat(scene.dataFiles()).isEqualTo(files);
    assertThat(slow.begin()).isZero();
    scene.assertExactlyOnce(Map.of(ONE, RECORDS));
  }

  @Test
  void aRewriteOfQuarantineBetweenReadingAndFollowingBringsNothingBack() {
    QuarantineWriter writer = writer("slow");
    writer.begin();
    for (RejectedRecord record : rejected().values()) {
      writer.discard(record.shard(), record.sequence(), arrival(record));
    }
    rewrite(scene.catalog.loadQuarantine(Scene.NAME));

    assertThat(writer.commit()).isEqualTo(new QuarantineWriter.Outcome.Taken(0, REJECTED));

    assertThat(scene.quarantined()).isEmpty();
  }

  @Test
  void severalAtOnceBesideTheStreamTakeEachRecordOnce() throws Exception {
    List<Callable<Tally>> work = new ArrayList<>();
    work.add(
        () -> {
          TableWriter writer = scene.open();
          for (int end = 5; end <= RECORDS; end += 5) {
            Scene.addUpTo(writer, TWO, end, Scene::everyFourth);
            assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
          }
          return new Tally(0, 0);
        });
    for (int i = 0; i < 3; i++) {
      String errand = "errand-" + i;
      work.add(() -> scene.redrive(errand));
    }
    ExecutorService pool = Executors.newFixedThreadPool(work.size());
    long taken = 0;
    try {
      for (Future<Tally> run : pool.invokeAll(work)) {
        taken += run.get().taken();
      }
    } finally {
      pool.shutdownNow();
    }
    taken += scene.redrive("last").taken();

    scene.assertExactlyOnce(Map.of(ONE, RECORDS, TWO, RECORDS));
    assertThat(scene.quarantined()).hasSize(2 * HOPELESS);
    assertThat(taken).isEqualTo(2L * (REJECTED - HOPELESS));
  }

  private Tally redrive(RejectedFilter filter) {
    String id = "errand-" + filter.hashCode();
    return new Redriver(scene.catalog, Clock.systemUTC())
        .redrive(Scene.subject(), filter, new Errand(id, "tester", ""), tally -> {});
  }

  private QuarantineWriter writer(String errand) {
    return QuarantineWriter.open(
        scene.catalog,
        Scene.NAME,
        List.of(Scene.V1),
        new Errand(errand, "tester", ""),
        Clock.systemUTC());
  }

  private Map<String, RejectedRecord> rejected() {
    Map<String, RejectedRecord> found = new HashMap<>();
    reader.forEachRejected(
        Scene.NAME, RejectedFilter.ALL, record -> found.put(record.sequence(), record));
    return found;
  }

  private static long arrival(RejectedRecord record) {
    return record.arrival().getEpochSecond() * 1_000_000 + record.arrival().getNano() / 1_000;
  }

  /** As maintenance must: the new files keep the data sequence number of what was read. */
  private static void rewrite(Table table) {
    RewriteFiles rewrite = table.newRewrite();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        DataFile file = task.file();
        rewrite.deleteFile(file).addFile(Scene.copyOf(table, file));
      }
      rewrite.dataSequenceNumber(table.currentSnapshot().sequenceNumber()).commit();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
