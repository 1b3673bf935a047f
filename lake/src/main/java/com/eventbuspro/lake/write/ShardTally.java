package com.eventbuspro.lake.write;

import com.eventbuspro.lake.ledger.LedgerCell;
import com.eventbuspro.lake.ledger.LedgerGap;
import com.eventbuspro.lake.ledger.SequenceRange;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records of one shard since the last commit, by hour of arrival. What is read and what
 * becomes of it are counted in different places of the code, so that a record that gets lost
 * between them shows.
 */
final class ShardTally {
  private final TreeMap<Long, Cell> cells = new TreeMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private @Nullable Cell last;
  private long lastHour;

  private static final class Cell {
    private long read;
    private long rows;
    private long rejected;
    private @Nullable String firstSequence;
    private @Nullable String lastSequence;
  }

  private record Gap(long hour, Position after, @Nullable String before) {}

  /** Sequence numbers grow from call to call: what was read before is not counted again. */
  void read(String sequence, long arrivalMicros) {
    Cell cell = cell(arrivalMicros);
    cell.read++;
    if (cell.firstSequence == null) {
      cell.firstSequence = sequence;
    }
    cell.lastSequence = sequence;
  }

  void row(long arrivalMicros) {
    cell(arrivalMicros).rows++;
  }

  void rejected(long arrivalMicros) {
    cell(arrivalMicros).rejected++;
  }

  void gap(long micros, Position after, @Nullable String before) {
    gaps.add(new Gap(LedgerCell.hourOf(micros), after, before));
  }

  /** Gives away what was counted, and begins anew. */
  void take(ShardId shard, List<LedgerCell> intoCells, List<LedgerGap> intoGaps) {
    cells.forEach((hour, cell) -> intoCells.add(taken(shard, hour, cell)));
    for (Gap gap : gaps) {
      BigInteger before = gap.before() == null ? null : new BigInteger(gap.before());
      intoGaps.add(new LedgerGap(shard, gap.hour(), gap.after(), before));
    }
    clear();
  }

  void clear() {
    cells.clear();
    gaps.clear();
    last = null;
  }

  private static LedgerCell taken(ShardId shard, long hour, Cell cell) {
    SequenceRange range =
        cell.firstSequence == null || cell.lastSequence == null
            ? null
            : SequenceRange.of(cell.firstSequence, cell.lastSequence);
    return new LedgerCell(shard, hour, cell.read, cell.rows, cell.rejected, 0, range);
  }

  private Cell cell(long arrivalMicros) {
    long hour = LedgerCell.hourOf(arrivalMicros);
    Cell cell = last;
    if (cell == null || hour != lastHour) {
      cell = cells.computeIfAbsent(hour, key -> new Cell());
      last = cell;
      lastHour = hour;
    }
    return cell;
  }
}
