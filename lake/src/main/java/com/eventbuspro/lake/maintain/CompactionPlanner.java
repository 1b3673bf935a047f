package com.eventbuspro.lake.maintain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Chooses which files become one. Each choice is a run: files of one day that follow each other in
 * the order in which history is read. The file that replaces them takes their place in that order,
 * so history keeps its order, and the order of every shard with it.
 *
 * <p>While a day grows, a run is worth it only if the largest file is no more than half of it; so a
 * row is rewritten no more often than its file can double. A day that is quiet is packed for good.
 */
final class CompactionPlanner {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /**
   * Arrival times of a shard may step back a little. Where that happens at midnight the files of
   * two days take turns in the order of the shard, and must not change places.
   */
  private static final long EDGE_MICROS = 60_000_000L;

  private final long target;
  private final int fewFiles;
  private final long settled;
  private final long quiet;
  private final int today;
  private final DaySurvey survey;

  /**
   * For files of one table.
   *
   * @param settled files of later commits than this sequence number are left alone
   * @param quiet a day before today without files of later commits than this one is packed for good
   */
  CompactionPlanner(
      long target, int fewFiles, long settled, long quiet, int today, DaySurvey survey) {
    this.target = target;
    this.fewFiles = fewFiles;
    this.settled = settled;
    this.quiet = quiet;
    this.today = today;
    this.survey = survey;
  }

  /** The runs of a day that are worth rewriting. */
  List<List<SmallFile>> plan(int day, Collection<SmallFile> all) {
    List<SmallFile> files = new ArrayList<>(all);
    files.sort(SmallFile.IN_ORDER);
    boolean grows = grows(day);
    List<List<SmallFile>> runs = new ArrayList<>();
    for (List<SmallFile> bin : bins(files)) {
      if (grows) {
        worthIt(bin, runs);
      } else if (bin.size() > 1) {
        runs.add(bin);
      }
    }
    return runs;
  }

  /** Whether a day still takes files. */
  boolean grows(int day) {
    return day >= today || survey.lastSequence(day) > quiet;
  }

  /** Stretches of files that may become one, none larger than a file should be. */
  private List<List<SmallFile>> bins(List<SmallFile> files) {
    List<List<SmallFile>> bins = new ArrayList<>();
    List<SmallFile> bin = new ArrayList<>();
    long bytes = 0;
    for (SmallFile file : files) {
      boolean rewritable = isRewritable(file);
      if (!bin.isEmpty() && (!rewritable || bytes + file.bytes() > target)) {
        bins.add(bin);
        bin = new ArrayList<>();
        bytes = 0;
      }
      if (rewritable) {
        bin.add(file);
        bytes += file.bytes();
      }
    }
    if (!bin.isEmpty()) {
      bins.add(bin);
    }
    return bins;
  }

  /** What rows were deleted from is not for here: it is rewritten with all that they touch. */
  private boolean isRewritable(SmallFile file) {
    return file.deletes().isEmpty()
        && DaySurvey.isSmall(file.bytes(), target)
        && file.sequence() <= settled
        && !isAtTheEdge(file);
  }

  private boolean isAtTheEdge(SmallFile file) {
    long start = file.day() * MICROS_PER_DAY;
    boolean late =
        file.latest() >= start + MICROS_PER_DAY - EDGE_MICROS
            && survey.laterDayBegan(file.day(), file.sequence());
    boolean early =
        file.earliest() < start + EDGE_MICROS
            && survey.earlierDayWentOn(file.day(), file.sequence());
    return late || early;
  }

  /** Adds the parts of a stretch in which no file outweighs the others. */
  private void worthIt(List<SmallFile> files, List<List<SmallFile>> runs) {
    if (files.size() < fewFiles) {
      return;
    }
    int largest = 0;
    long bytes = 0;
    for (int i = 0; i < files.size(); i++) {
      bytes += files.get(i).bytes();
      largest = files.get(i).bytes() > files.get(largest).bytes() ? i : largest;
    }
    if (files.get(largest).bytes() * 2 <= bytes) {
      runs.add(files);
    } else {
      worthIt(files.subList(0, largest), runs);
      worthIt(files.subList(largest + 1, files.size()), runs);
    }
  }
}
