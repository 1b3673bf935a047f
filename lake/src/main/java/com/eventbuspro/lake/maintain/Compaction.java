package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.maintain.MaintenanceRun.Size;
import com.eventbuspro.lake.read.TableFiles;
import com.eventbuspro.lake.table.Envelope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/** Looks at a table's files and chooses what one round of compaction rewrites. */
final class Compaction {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final Table table;
  private final TableRole role;
  private final MaintenanceTuning tuning;
  private final long target;
  private final Instant now;
  private final DaySurvey survey;

  /**
   * Looks.
   *
   * @param table the table as it is now
   * @param byDay its spec that is ours
   */
  Compaction(
      Table table,
      TableRole role,
      PartitionSpec byDay,
      long target,
      MaintenanceTuning tuning,
      Instant now) {
    this.table = table;
    this.role = role;
    this.tuning = tuning;
    this.target = target;
    this.now = now;
    this.survey = DaySurvey.of(table, byDay, target, countsDeletes());
  }

  /** Files that wait to become fewer. */
  Size small() {
    return survey.small();
  }

  /**
   * The runs of one round: some of the oldest days that need it.
   *
   * @param byDay the spec that is ours
   */
  Round round(PartitionSpec byDay) {
    int today = (int) LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay();
    CompactionPlanner planner =
        new CompactionPlanner(
            target,
            tuning.fewFiles(),
            History.sequenceBefore(table, now.minus(tuning.settle())),
            History.sequenceBefore(table, now.minus(tuning.quiet())),
            today,
            survey);
    List<Rewrite> chosen = new ArrayList<>();
    long bytes = 0;
    for (int day : survey.candidates()) {
      List<SmallFile> files = files(day, byDay);
      for (Rewrite rewrite : rewrites(day, files, planner)) {
        if (bytes >= tuning.roundBytes()) {
          return new Round(chosen, bytes, true);
        }
        chosen.add(rewrite);
        bytes += rewrite.bytes();
      }
    }
    return new Round(chosen, bytes, false);
  }

  /**
   * What to rewrite now.
   *
   * @param bytes the size of the files together
   * @param more whether there is more to be done after this
   */
  record Round(List<Rewrite> rewrites, long bytes, boolean more) {
    int files() {
      return rewrites.stream().mapToInt(rewrite -> rewrite.files().size()).sum();
    }
  }

  private List<Rewrite> rewrites(int day, List<SmallFile> files, CompactionPlanner planner) {
    List<Rewrite> rewrites = new ArrayList<>();
    List<SmallFile> touched = files.stream().filter(file -> !file.deletes().isEmpty()).toList();
    if (!touched.isEmpty()) {
      Rewrite applying = Rewrite.applyingDeletes(touched, table.currentSnapshot().sequenceNumber());
      boolean worthIt = !planner.grows(day) || applying.obsolete().size() >= tuning.fewFiles();
      if (worthIt && applying.bytes() <= 2 * tuning.roundBytes()) {
        rewrites.add(applying);
      }
    }
    planner.plan(day, files).forEach(run -> rewrites.add(Rewrite.inPlace(run)));
    return rewrites;
  }

  /** An event table keeps its place in order instead of getting rid of deletions for good. */
  private boolean countsDeletes() {
    return role == TableRole.QUARANTINE;
  }

  private List<SmallFile> files(int day, PartitionSpec byDay) {
    TableFiles files = new TableFiles(table);
    List<SmallFile> found = new ArrayList<>();
    for (FileScanTask task : files.plan(arrivedOn(day))) {
      @Nullable Integer partition =
          task.file().specId() == byDay.specId()
              ? task.file().partition().get(0, Integer.class)
              : null;
      if (partition != null && partition == day) {
        found.add(
            new SmallFile(
                task,
                day,
                DaySurvey.sequence(task.file()),
                files.earliest(task),
                files.latest(task),
                task.file().fileSizeInBytes(),
                countsDeletes() ? task.deletes() : List.of()));
      }
    }
    return found;
  }

  private static Expression arrivedOn(int day) {
    return Expressions.and(
        Expressions.greaterThanOrEqual(Envelope.INGESTED_AT, day * MICROS_PER_DAY),
        Expressions.lessThan(Envelope.INGESTED_AT, (day + 1) * MICROS_PER_DAY));
  }
}
