package com.eventbuspro.sink.ledger;

import com.eventbuspro.lake.ledger.LedgerCell;
import com.eventbuspro.lake.ledger.LedgerGap;
import com.eventbuspro.lake.ledger.LedgerMark;
import com.eventbuspro.lake.write.LedgerCommit;
import com.eventbuspro.lake.write.TableLedger;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What brings the ledger of one event type from one commit to a later one. All of it becomes true
 * at once, or nothing, and only if the book still is where this begins.
 */
final class Posting {
  private static final Logger LOG = LoggerFactory.getLogger(Posting.class);
  private static final long HOUR_MILLIS = 3_600_000;

  private final Book before;
  private final TreeMap<Counts.Key, Counts> counts = new TreeMap<>();
  private final List<Note> notes = new ArrayList<>();
  private final Map<ShardId, Integer> uncounted = new HashMap<>();
  private final Source source;
  private final boolean remade;
  private Book after;
  private long firstHour = Long.MAX_VALUE;

  /** Where a posting is from. */
  enum Source {
    /** Commits that were told of. */
    COMMITS,
    /** The table's snapshots: everything that is in the table is in it. */
    TABLE
  }

  private Posting(Book before, Book start, Source source, boolean remade) {
    this.before = before;
    this.after = start;
    this.source = source;
    this.remade = remade;
  }

  /**
   * Makes a posting.
   *
   * @param before where the book is
   * @param table the table that was asked
   * @param since what it says since the book's mark; since the beginning if it is another table
   * @param source who says so
   * @param now milliseconds since the epoch
   */
  static Posting of(Book before, UUID table, TableLedger.Since since, Source source, long now) {
    boolean remade = isRemade(before, table);
    Posting posting = new Posting(before, remade ? before.remade(table) : before, source, remade);
    if (remade) {
      posting.note(Note.of(now / HOUR_MILLIS, Note.Kind.TABLE_REMADE));
      posting.firstHour = 0;
    }
    since.undone().forEach(posting::undo);
    if (since.continuity() == TableLedger.Continuity.ROLLED_BACK) {
      posting.note(Note.of(now / HOUR_MILLIS, Note.Kind.ROLLED_BACK));
    }
    TableLedger.Continuity continuity = since.continuity();
    for (LedgerCommit commit : since.done()) {
      posting.add(commit, continuity);
      continuity = TableLedger.Continuity.WHOLE;
    }
    LedgerCommit head = since.head();
    posting.after =
        head == null
            ? new Book(before.eventType(), table, LedgerMark.NONE, Map.of(), before.asked())
            : new Book(
                before.eventType(),
                table,
                new LedgerMark(head.number(), head.snapshotId()),
                head.positions(),
                before.asked());
    return posting;
  }

  /** Whether a table is not the one that the book is of. */
  static boolean isRemade(Book book, UUID table) {
    return book.table() != null && !book.table().equals(table);
  }

  Book before() {
    return before;
  }

  Book after() {
    return after;
  }

  Map<Counts.Key, Counts> counts() {
    return counts;
  }

  List<Note> notes() {
    return notes;
  }

  /** How often somebody had asked for it when the table was looked at; 0 if it was not. */
  long looked() {
    return source == Source.TABLE ? before.asked() : 0;
  }

  /** Whether what was recorded is of a table that is no more, and no longer true. */
  boolean voidsOldCounts() {
    return remade;
  }

  /** The earliest hour that this says something of; {@link Long#MAX_VALUE} if it says nothing. */
  long firstHour() {
    return firstHour;
  }

  long captured() {
    return counts.values().stream().mapToLong(Counts::read).sum();
  }

  private void undo(LedgerCommit commit) {
    commit.delta().cells().forEach(cell -> counts(cell).subtract(cell));
  }

  private void add(LedgerCommit commit, TableLedger.Continuity continuity) {
    if (commit.counting() == LedgerCommit.Counting.NOT_COUNTED) {
      noteUncounted(commit, commit.positions());
    } else if (continuity == TableLedger.Continuity.EXPIRED) {
      noteUncounted(commit, start(commit));
    }
    commit.delta().cells().forEach(cell -> counts(cell).add(cell));
    commit.delta().gaps().forEach(this::note);
    if (!commit.addsUp()) {
      believeIceberg(commit);
    }
    after =
        new Book(
            after.eventType(),
            commit.table(),
            new LedgerMark(commit.number(), commit.snapshotId()),
            commit.positions(),
            before.asked());
  }

  /** Where the shards were when a commit began, as far as it tells. */
  private static Map<ShardId, Position> start(LedgerCommit commit) {
    Map<ShardId, Position> start = new HashMap<>(commit.positions());
    for (LedgerCell cell : commit.delta().cells()) {
      if (cell.range() != null) {
        BigInteger last = cell.range().first().subtract(BigInteger.ONE);
        Position first = last.signum() < 0 ? Position.BEGINNING : Position.after(last.toString());
        start.merge(cell.shard(), first, (one, two) -> one.compareTo(two) < 0 ? one : two);
      }
    }
    return start;
  }

  private void noteUncounted(LedgerCommit commit, Map<ShardId, Position> through) {
    long hour = commit.number() / HOUR_MILLIS;
    through.forEach(
        (shard, position) -> {
          Position from = after.position(shard);
          if (position.compareTo(from) > 0) {
            noteUncounted(shard, Note.between(hour, shard, Note.Kind.NOT_RECORDED, from, position));
          }
        });
  }

  /** Many commits may not have counted, one after the other: that is one part of the shard. */
  private void noteUncounted(ShardId shard, Note next) {
    Integer index = uncounted.get(shard);
    if (index != null && notes.get(index).isContinuedBy(next)) {
      Note first = notes.get(index);
      notes.set(
          index, new Note(next.hour(), next.shard(), next.kind(), first.first(), next.last()));
    } else {
      uncounted.put(shard, notes.size());
      note(next);
    }
  }

  private void note(LedgerGap gap) {
    BigInteger first = Note.next(gap.after());
    BigInteger before = gap.before();
    BigInteger last = before == null ? null : before.subtract(BigInteger.ONE);
    if (first == null || last == null || first.compareTo(last) <= 0) {
      note(new Note(gap.hour(), gap.shard().value(), Note.Kind.TRIMMED, first, last));
    }
  }

  private void note(Note note) {
    notes.add(note);
    firstHour = Math.min(firstHour, note.hour());
  }

  /** What Iceberg counted is in the table; the difference goes where it most likely arose. */
  private void believeIceberg(LedgerCommit commit) {
    long counted = commit.delta().cells().stream().mapToLong(LedgerCell::rows).sum();
    LOG.error(
        "Commit {} to {} counted {} rows, but Iceberg says {} were added",
        commit.number(),
        before.eventType(),
        counted,
        commit.addedRows());
    commit.delta().cells().stream()
        .max((one, two) -> Long.compare(one.rows(), two.rows()))
        .ifPresent(cell -> counts(cell).addRows(commit.addedRows() - counted));
  }

  private Counts counts(LedgerCell cell) {
    firstHour = Math.min(firstHour, cell.hour());
    return counts.computeIfAbsent(
        new Counts.Key(cell.hour(), cell.shard().value()), key -> new Counts());
  }
}
