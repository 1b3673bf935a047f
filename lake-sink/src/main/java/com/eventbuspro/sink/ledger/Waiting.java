package com.eventbuspro.sink.ledger;

import com.eventbuspro.lake.write.LedgerCommit;
import com.eventbuspro.lake.write.TableLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one table and not recorded yet. Several writers may tell of their commits in any
 * order. Commits are kept as long as they are few, which saves reading the table; it has them
 * anyway.
 */
final class Waiting {
  private static final int MAX_COMMITS = 64;

  /** By number. */
  private final TreeMap<Long, LedgerCommit> commits = new TreeMap<>();

  private UUID table;
  private long newest;
  private boolean opened;

  private Waiting(UUID table) {
    this.table = table;
  }

  /**
   * The table was opened and its newest commit had this number: it may also be a rolled back one.
   */
  static Waiting opened(UUID table, long newest) {
    Waiting waiting = new Waiting(table);
    waiting.newest = newest;
    waiting.opened = true;
    return waiting;
  }

  /** A commit was done. */
  static Waiting committed(LedgerCommit commit) {
    Waiting waiting = new Waiting(commit.table());
    waiting.newest = commit.number();
    waiting.commits.put(commit.number(), commit);
    return waiting;
  }

  UUID table() {
    return table;
  }

  /** Takes over what was learned later. */
  void add(Waiting later) {
    if (!table.equals(later.table)) {
      commits.clear();
      newest = 0;
      table = later.table;
    }
    newest = later.opened ? later.newest : Math.max(newest, later.newest);
    opened = opened || later.opened;
    commits.putAll(later.commits);
    while (commits.size() > MAX_COMMITS) {
      commits.pollFirstEntry();
    }
  }

  /** Whether the book has all that is known. */
  boolean isIn(Book book) {
    if (newest == 0 && book.table() == null) {
      return true;
    }
    long recorded = book.mark().number();
    return table.equals(book.table()) && (opened ? newest == recorded : newest <= recorded);
  }

  /**
   * What follows the book's mark, if the commits kept here say that without a break; null if the
   * table must be asked.
   */
  TableLedger.@Nullable Since since(Book book) {
    if (book.table() != null && !book.table().equals(table)) {
      return null;
    }
    List<LedgerCommit> chain = new ArrayList<>();
    long at = book.mark().number();
    for (LedgerCommit commit : commits.tailMap(at, false).values()) {
      if (commit.delta().previous() != at) {
        return null;
      }
      chain.add(commit);
      at = commit.number();
    }
    return chain.isEmpty() || at != newest
        ? null
        : new TableLedger.Since(
            chain, List.of(), TableLedger.Continuity.WHOLE, chain.get(chain.size() - 1));
  }
}
