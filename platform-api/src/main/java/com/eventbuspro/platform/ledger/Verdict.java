package com.eventbuspro.platform.ledger;

import com.eventbuspro.lake.ledger.SequenceRange;
import com.eventbuspro.platform.ledger.Figures.Captured;
import com.eventbuspro.platform.ledger.Figures.Published;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares what was published with what was captured. It accuses nobody falsely; what it can miss
 * is said below.
 *
 * <p><b>Sound.</b> Take any published slices of a shard whose records were all read by the
 * positions in the table. Each of those records was counted as read once, in a captured cell whose
 * range has its sequence number (invariant I10 of the commit protocol). So the captured cells that
 * overlap the range of the slices hold at least as many records as were acknowledged in them. If
 * they hold fewer, the difference was certainly acknowledged and never captured. Nothing is said of
 * ranges whose captured records were not all counted. Neither clocks nor hours matter here, only
 * sequence numbers; and {@code acknowledged} is never too high.
 *
 * <p><b>Not complete.</b> Captured cells at the edges may hold records of the neighbour slices or
 * of those who publish to the stream directly, and those can stand in for missing ones. Therefore
 * whole runs of slices are compared, and slices around the full hour are kept small. What a
 * publisher counted and lost in a crash is not expected either.
 */
final class Verdict {
  /** Slices that are compared together, at most: ten hours and more. */
  private static final int LONGEST_RUN = 32;

  private final Figures figures;
  private final List<Finding> findings = new ArrayList<>();

  private Verdict(Figures figures) {
    this.figures = figures;
  }

  /**
   * Everything that does not add up.
   *
   * @param figures all captured cells that overlap the published slices must be among them
   * @param from findings of hours before this are not wanted
   */
  static List<Finding> of(Figures figures, Instant from) {
    Verdict verdict = new Verdict(figures);
    figures.captured().forEach(verdict::judgeInside);
    Map<String, List<Published>> byShard = new HashMap<>();
    for (Published slice : figures.published()) {
      SequenceRange range = slice.range();
      if (range != null && figures.isRead(slice.shard(), range)) {
        byShard.computeIfAbsent(slice.shard(), shard -> new ArrayList<>()).add(slice);
      }
    }
    byShard.forEach(verdict::judgeShard);
    return verdict.findings.stream().filter(f -> !f.hour().isBefore(from)).toList();
  }

  /** Each record read must be somewhere, and nothing else may. */
  private void judgeInside(Captured cell) {
    long unaccounted = cell.unaccounted();
    if (unaccounted != 0) {
      SequenceRange range =
          cell.range() == null ? new SequenceRange(BigInteger.ZERO, BigInteger.ZERO) : cell.range();
      findings.add(
          unaccounted > 0
              ? new Finding(cell.hour(), cell.shard(), ProblemKind.DROPPED, range, unaccounted)
              : new Finding(cell.hour(), cell.shard(), ProblemKind.DOUBLED, range, 0));
    }
  }

  private void judgeShard(String shard, List<Published> slices) {
    slices.sort(Comparator.comparing(slice -> range(slice).first()));
    List<Captured> cells =
        figures.captured().stream()
            .filter(cell -> cell.shard().equals(shard) && cell.range() != null)
            .toList();
    boolean[] told = new boolean[slices.size()];
    tellUncounted(shard, slices, told);
    // Short runs first: the fewer slices are accused, the better is said where to look.
    for (int length = 1; length <= Math.min(LONGEST_RUN, slices.size()); length++) {
      for (int first = 0; first + length <= slices.size(); first++) {
        judgeRun(shard, slices, cells, first, length, told);
      }
    }
  }

  private void tellUncounted(String shard, List<Published> slices, boolean[] told) {
    for (int i = 0; i < told.length; i++) {
      SequenceRange range = range(slices.get(i));
      told[i] =
          figures.notes().stream()
              .anyMatch(
                  note -> note.kind() == ProblemKind.NOT_RECORDED && note.touches(shard, range));
      if (told[i]) {
        findings.add(new Finding(slices.get(i).hour(), shard, ProblemKind.NOT_RECORDED, range, 0));
      }
    }
  }

  private void judgeRun(
      String shard,
      List<Published> slices,
      List<Captured> cells,
      int first,
      int length,
      boolean[] told) {
    SequenceRange run = range(slices.get(first));
    long acknowledged = 0;
    for (int i = first; i < first + length; i++) {
      if (told[i]) {
        return;
      }
      run = run.union(range(slices.get(i)));
      acknowledged += slices.get(i).acknowledged();
    }
    long captured = 0;
    for (Captured cell : cells) {
      if (range(cell).overlaps(run)) {
        captured += cell.read();
      }
    }
    if (acknowledged > captured) {
      // A run of several slices is told where it begins.
      Instant hour = slices.get(first).hour();
      findings.add(
          new Finding(hour, shard, ProblemKind.NOT_CAPTURED, run, acknowledged - captured));
      Arrays.fill(told, first, first + length, true);
    }
  }

  private static SequenceRange range(Published slice) {
    return Objects.requireNonNull(slice.range());
  }

  private static SequenceRange range(Captured cell) {
    return Objects.requireNonNull(cell.range());
  }
}
