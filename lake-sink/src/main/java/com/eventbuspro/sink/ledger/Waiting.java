package com.eventbuspro.sink.ledger;

import com.eventbuspro.lake.write.LedgerCommit;
import com.eventbuspro.lake.write.TableLedger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one table and not recorded yet. Commits are kept as long as they are few, which
 * saves reading the table; it has them anyway.
 */
final class Waiting {
  private static final int MAX_COMMITS = 64;

  private final Deque<LedgerCommit> commits = new ArrayDeque<>();
  private UUID table;
  private long newest;

  Waiting(UUID table, long newest) {
    this.table = table;
    this.newest = newest;
  }

  UUID table() {
    return table;
  }

  /** The table is this one, and its newest commit has this number. */
  void saw(UUID seen, long number) {
    if (!table.equals(seen)) {
      commits.clear();
    }
    table = seen;
    newest = number;
  }

  void add(LedgerCommit commit) {
    saw(commit.table(), commit.number());
    commits.addLast(commit);
    if (commits.size() > MAX_COMMITS) {
      commits.removeFirst();
    }
  }

  /** What was seen before this comes first. */
  void addAll(Waiting later) {
    saw(later.table, later.newest);
    later.commits.forEach(this::add);
    newest = later.newest;
  }

  /** Whether the book has all that is known. */
  boolean isIn(Book book) {
    boolean nothingYet = newest == 0 && book.table() == null;
    return nothingYet || (table.equals(book.table()) && newest == book.mark().number());
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
    for (LedgerCommit commit : commits) {
      if (commit.number() > at) {
        if (commit.delta().previous() != at) {
          return null;
        }
        chain.add(commit);
        at = commit.number();
      }
    }
    return chain.isEmpty() || at != newest
        ? null
        : new TableLedger.Since(
            chain, List.of(), TableLedger.Continuity.WHOLE, chain.get(chain.size() - 1));
  }
}
