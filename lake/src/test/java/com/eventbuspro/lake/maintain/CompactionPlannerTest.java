package com.eventbuspro.lake.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.Test;

class CompactionPlannerTest {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long TARGET = 128 * MIB;
  private static final int TODAY = 20_000;
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final long SECOND = 1_000_000L;

  private final List<SmallFile> files = new ArrayList<>();
  private long settled = Long.MAX_VALUE;
  private long quiet = Long.MAX_VALUE;
  private long next;

  @Test
  void manySmallFilesOfAGrowingDayAreOneRunInTheirOrder() {
    add(TODAY, 60, 100 * KIB);

    assertThat(plan(TODAY)).containsExactly(files);
  }

  @Test
  void aFewAreNotWorthItWhileTheDayGrowsButAreOnceItIsQuiet() {
    add(TODAY - 1, 5, 100 * KIB);

    quiet = 0;
    assertThat(plan(TODAY - 1)).isEmpty();
    quiet = Long.MAX_VALUE;
    assertThat(plan(TODAY - 1)).containsExactly(files);
  }

  @Test
  void aFileThatOutweighsTheOthersIsNotRewrittenWithThem() {
    add(TODAY, 1, 12 * MIB);
    add(TODAY, 10, 100 * KIB);

    assertThat(plan(TODAY)).containsExactly(files.subList(1, 11));
  }

  @Test
  void whatIsYoungerThanItMustBeIsLeftAlone() {
    add(TODAY, 30, 100 * KIB);
    settled = 20;

    assertThat(plan(TODAY)).containsExactly(files.subList(0, 20));
  }

  @Test
  void noRunReachesAcrossALargeFileOrGrowsBeyondTheTarget() {
    add(TODAY - 1, 3, 40 * MIB);
    add(TODAY - 1, 1, 127 * MIB);
    add(TODAY - 1, 4, 40 * MIB);

    assertThat(plan(TODAY - 1)).containsExactly(files.subList(0, 3), files.subList(4, 7));
  }

  @Test
  void filesOfTwoDaysThatTakeTurnsAtMidnightDoNotChangePlaces() {
    long midnight = TODAY * DAY_MICROS;
    add(TODAY - 1, 10, 100 * KIB);
    file(TODAY, 100 * KIB, midnight + SECOND, midnight + 2 * SECOND);
    SmallFile stray = file(TODAY - 1, 100 * KIB, midnight - 2 * SECOND, midnight - SECOND);

    List<List<SmallFile>> runs = plan(TODAY - 1);
    assertThat(runs).hasSize(1);
    assertThat(runs.get(0)).hasSize(10).doesNotContain(stray);
  }

  /**
   * A day of commits, ten seconds apart: bytes are rewritten a few times, not hundreds of times.
   */
  @Test
  void aRowIsRewrittenNoMoreOftenThanItsFileCanDouble() {
    long written = 0;
    long rewritten = 0;
    for (int commit = 1; commit <= 4_000; commit++) {
      file(TODAY, 20 * KIB, TODAY * DAY_MICROS + commit, TODAY * DAY_MICROS + commit);
      written += 20 * KIB;
      if (commit % 60 == 0) {
        for (List<SmallFile> run : plan(TODAY)) {
          long bytes = run.stream().mapToLong(SmallFile::bytes).sum();
          SmallFile last = run.get(run.size() - 1);
          int at = files.indexOf(run.get(0));
          files.removeAll(run);
          files.add(at, smallFile(TODAY, last.sequence(), bytes, last.earliest(), last.latest()));
          rewritten += bytes;
        }
        assertThat(files).hasSizeLessThan(25);
      }
    }
    assertThat((double) rewritten / written).isLessThan(8);
  }

  private List<List<SmallFile>> plan(int day) {
    DaySurvey survey = new DaySurvey();
    files.forEach(file -> survey.add(file.day(), file.sequence(), file.bytes(), 0, TARGET));
    return new CompactionPlanner(TARGET, 8, settled, quiet, TODAY, survey)
        .plan(day, files.stream().filter(file -> file.day() == day).toList());
  }

  private void add(int day, int count, long bytes) {
    for (int i = 0; i < count; i++) {
      long noon = day * DAY_MICROS + DAY_MICROS / 2 + next;
      file(day, bytes, noon, noon);
    }
  }

  private SmallFile file(int day, long bytes, long earliest, long latest) {
    SmallFile file = smallFile(day, ++next, bytes, earliest, latest);
    files.add(file);
    return file;
  }

  private static SmallFile smallFile(
      int day, long sequence, long bytes, long earliest, long latest) {
    DataFile data =
        DataFiles.builder(PartitionSpec.unpartitioned())
            .withPath("/data/" + day + "/" + sequence + ".parquet")
            .withFileSizeInBytes(bytes)
            .withRecordCount(1)
            .build();
    return new SmallFile(new Task(data), day, sequence, earliest, latest, bytes, List.of());
  }

  private record Task(DataFile file) implements FileScanTask {
    @Override
    public List<DeleteFile> deletes() {
      return List.of();
    }

    @Override
    public PartitionSpec spec() {
      return PartitionSpec.unpartitioned();
    }

    @Override
    public long start() {
      return 0;
    }

    @Override
    public long length() {
      return file.fileSizeInBytes();
    }

    @Override
    public Expression residual() {
      return Expressions.alwaysTrue();
    }

    @Override
    public Iterable<FileScanTask> split(long size) {
      return List.of(this);
    }
  }
}
