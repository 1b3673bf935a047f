package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.maintain.MaintenanceRun.Size;
import com.eventbuspro.lake.read.TableFiles;
import com.eventbuspro.lake.write.FileAge;
import com.eventbuspro.lake.write.ReadBackOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.DeleteFileSet;

/**
 * Makes few large data files of the many small ones that Flink's Iceberg sink leaves in a table,
 * one or more a checkpoint, and does for good what its delete files say, so that reads need not.
 * The sink may commit meanwhile.
 *
 * <p>Invariant: what a read gives is the same before and after. A new file has the rows that its
 * files had in the snapshot that was looked at, and stands in order where that snapshot does: all
 * deletions up to then are done, so none of them may concern it (they concern files before them
 * only), and all later ones do. If somebody else rewrote one of the files, or deleted rows of it by
 * position, the change is refused and the new file deleted; a kill before the commit leaves a file
 * that no snapshot needs.
 */
public final class ResultCompaction {
  private final MaintenanceTuning tuning;
  private final long target;
  private final long mostDeletes;
  private final Clock clock;

  /**
   * Compacts.
   *
   * @param target how large files are to become, bytes
   * @param mostDeletes a file is left as it is that more deleted keys may concern: they are held in
   *     memory
   */
  public ResultCompaction(MaintenanceTuning tuning, long target, long mostDeletes, Clock clock) {
    this.tuning = tuning;
    this.target = target;
    this.mostDeletes = mostDeletes;
    this.clock = clock;
  }

  /**
   * What a round did.
   *
   * @param before the files that were replaced
   * @param after those that replace them
   * @param more whether there is more to do at once
   */
  public record Done(Size before, Size after, boolean more) {
    static final Done NOTHING = new Done(Size.NONE, Size.NONE, false);
  }

  /**
   * One round, of {@link MaintenanceTuning#roundBytes} at most.
   *
   * @param loader loads the table as it is now
   * @param pace is asked every few milliseconds, and before each commit; throws to end the round
   * @throws com.eventbuspro.lake.LakeException {@code TABLE_MISSING}, {@code TABLE_REPLACED}
   */
  public Done round(Supplier<Table> loader, Pace pace) {
    FileAge age = new FileAge(clock);
    Table table =
        ReadBackOperations.wrap(
            loader.get(),
            loader,
            (base, wanted) -> {
              age.check(base, wanted);
              pace.step();
            });
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null || !table.spec().isUnpartitioned()) {
      return Done.NOTHING;
    }
    List<SmallFile> files = files(table);
    List<Rewrite> rewrites = chosen(files, snapshot.sequenceNumber());
    FileRewrite rewrite =
        new FileRewrite(table, age, clock, pace, () -> TableFiles.ofResults(table));
    Size before = Size.NONE;
    Size after = Size.NONE;
    long bytes = 0;
    for (Rewrite planned : rewrites) {
      if (bytes >= tuning.roundBytes()) {
        return new Done(before, after, true);
      }
      FileRewrite.Result result = rewrite.run(planned, snapshot.snapshotId());
      bytes += planned.bytes();
      if (result.outcome() == FileRewrite.Outcome.DONE) {
        before = sum(before, new Size(planned.files().size(), planned.bytes()));
        after = sum(after, result.written());
      }
    }
    return new Done(before, after, false);
  }

  private static Size sum(Size one, Size other) {
    return new Size(one.count() + other.count(), one.bytes() + other.bytes());
  }

  private List<SmallFile> files(Table table) {
    List<SmallFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        if (task.file().specId() == table.spec().specId()) {
          files.add(
              new SmallFile(
                  task,
                  0,
                  DaySurvey.sequence(task.file()),
                  0,
                  0,
                  task.file().fileSizeInBytes(),
                  task.deletes()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + table.name(), e);
    }
    files.sort(SmallFile.IN_ORDER);
    return files;
  }

  /**
   * Stretches of files that are worth it, the oldest first. Deletions are done once they are as
   * many files as would be worth it for each piece of the table that a round can take, so that a
   * large table is not rewritten for a few rows; the rest is a matter of small files alone.
   */
  private List<Rewrite> chosen(List<SmallFile> files, long sequence) {
    DeleteFileSet deletes = DeleteFileSet.create();
    files.forEach(file -> deletes.addAll(file.deletes()));
    long bytes = files.stream().mapToLong(SmallFile::bytes).sum();
    long pieces = 1 + bytes / tuning.roundBytes();
    boolean deleting = deletes.size() >= tuning.fewFiles() * pieces;
    List<Rewrite> chosen = new ArrayList<>();
    for (List<SmallFile> bin : bins(files, deleting)) {
      boolean touched = bin.stream().anyMatch(file -> !file.deletes().isEmpty());
      List<SmallFile> worth = touched ? bin : worthIt(bin);
      if (!worth.isEmpty()) {
        chosen.add(new Rewrite(worth, sequence, List.of()));
      }
    }
    return chosen;
  }

  /** Files that may become one, none of which is larger than a file should be. */
  private List<List<SmallFile>> bins(List<SmallFile> files, boolean deleting) {
    List<List<SmallFile>> bins = new ArrayList<>();
    List<SmallFile> bin = new ArrayList<>();
    long bytes = 0;
    for (SmallFile file : files) {
      if (!isRewritable(file, deleting)) {
        continue;
      }
      if (!bin.isEmpty() && bytes + file.bytes() > target) {
        bins.add(bin);
        bin = new ArrayList<>();
        bytes = 0;
      }
      bin.add(file);
      bytes += file.bytes();
    }
    if (!bin.isEmpty()) {
      bins.add(bin);
    }
    return bins;
  }

  private boolean isRewritable(SmallFile file, boolean deleting) {
    if (file.deletes().isEmpty()) {
      return DaySurvey.isSmall(file.bytes(), target);
    }
    return deleting
        && file.deletes().stream().mapToLong(ContentFile::recordCount).sum() <= mostDeletes;
  }

  /**
   * As many of the smallest as there are without one that outweighs the others, if they are enough:
   * so a row is rewritten no more often than its file can double.
   */
  private List<SmallFile> worthIt(List<SmallFile> bin) {
    List<SmallFile> smallest = new ArrayList<>(bin);
    smallest.sort(Comparator.comparingLong(SmallFile::bytes));
    long bytes = smallest.stream().mapToLong(SmallFile::bytes).sum();
    boolean full = !DaySurvey.isSmall(bytes, target);
    while (smallest.size() >= tuning.fewFiles()) {
      long largest = smallest.get(smallest.size() - 1).bytes();
      if (full || largest * 2 <= bytes) {
        return smallest;
      }
      smallest.remove(smallest.size() - 1);
      bytes -= largest;
    }
    return List.of();
  }
}
