package com.eventbuspro.sink.ledger;

import com.eventbuspro.lake.ledger.LedgerCell;
import com.eventbuspro.lake.ledger.SequenceRange;
import org.jspecify.annotations.Nullable;

/** What is to be added to one row of {@code ledger_captured}. */
final class Counts {
  /** Which row: an hour of arrival and a shard. */
  record Key(long hour, String shard) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byHour = Long.compare(hour, other.hour);
      return byHour == 0 ? shard.compareTo(other.shard) : byHour;
    }
  }

  private long read;
  private long rows;
  private long rejected;
  private long discarded;
  private @Nullable SequenceRange range;

  long read() {
    return read;
  }

  long rows() {
    return rows;
  }

  long rejected() {
    return rejected;
  }

  long discarded() {
    return discarded;
  }

  @Nullable SequenceRange range() {
    return range;
  }

  void add(LedgerCell cell) {
    read += cell.read();
    rows += cell.rows();
    rejected += cell.rejected();
    discarded += cell.discarded();
    SequenceRange more = cell.range();
    SequenceRange known = range;
    if (more != null) {
      range = known == null ? more : known.union(more);
    }
  }

  /** Takes counts out. A range stays as wide as it was: too wide hides, too narrow would accuse. */
  void subtract(LedgerCell cell) {
    read -= cell.read();
    rows -= cell.rows();
    rejected -= cell.rejected();
    discarded -= cell.discarded();
  }

  void addRows(long more) {
    rows += more;
  }
}
