package com.eventbuspro.sink.ledger;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.ledger.LedgerMark;
import com.eventbuspro.lake.write.LedgerCommit;
import com.eventbuspro.lake.write.TableLedger;
import com.eventbuspro.model.EventTypeName;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what the tables' snapshots count into PostgreSQL. Never blocks who reports; what cannot
 * be recorded now is recorded later, in batches over all tables.
 *
 * <p><b>Exactly once.</b> A commit's counts are in its snapshot. The book of an event type says up
 * to which commit all are recorded; in one transaction the counts of the commits that follow
 * without a break are added and the book moves on, provided that it still is where it was read. So
 * it does not matter who records, how often it is tried, what is killed when, or whether the answer
 * of the database is lost: a commit is added by the transaction that moves the book over it, and no
 * other. What is kept in memory here only saves reading the table: where it does not follow the
 * book without a break, the table is asked.
 *
 * <p><b>Never silently incomplete.</b> If snapshots between the book and the first one found were
 * expired, the part of each shard that they were about is noted; so is a table made anew. Commits
 * that a table was rolled back from are taken out again, as long as their snapshots are there. That
 * rests on numbers growing along a table's history, also past commits rolled back: they follow the
 * clock of the sinks.
 */
public final class LedgerRecorder implements CommitListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerRecorder.class);
  private static final long INTERVAL_MILLIS = 1_000;
  private static final long CLOSE_PATIENCE_SECONDS = 3;

  private final LedgerStore store;
  private final Supplier<LakeCatalog> catalog;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "ledger");
            daemon.setDaemon(true);
            return daemon;
          });
  private final Map<EventTypeName, Waiting> waiting = new HashMap<>();
  private final Map<EventTypeName, Long> recorded = new ConcurrentHashMap<>();
  private boolean failing;

  /**
   * A recorder; it does nothing before {@link #start}.
   *
   * @param catalog opens the lake when a table must be asked; may throw
   */
  public LedgerRecorder(DataSource database, Supplier<LakeCatalog> catalog, Clock clock) {
    this(new LedgerStore(database), catalog, clock);
  }

  LedgerRecorder(LedgerStore store, Supplier<LakeCatalog> catalog, Clock clock) {
    this.store = store;
    this.catalog = catalog;
    this.clock = clock;
  }

  /** Records from now on. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::record, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whoever wrote the table before may have left commits unrecorded. */
  @Override
  public synchronized void opened(EventTypeName eventType, UUID table, long newestCommit) {
    add(eventType, Waiting.opened(table, newestCommit));
  }

  @Override
  public synchronized void committed(EventTypeName eventType, LedgerCommit commit) {
    add(eventType, Waiting.committed(commit));
  }

  private void add(EventTypeName eventType, Waiting later) {
    Waiting known = waiting.putIfAbsent(eventType, later);
    if (known != null) {
      known.add(later);
    }
  }

  /**
   * The number up to which all commits of an event type are recorded; 0 while that is not known.
   * Whoever expires snapshots keeps those of later commits for some days, so that a database that
   * is away for hours costs the ledger nothing.
   */
  public long through(EventTypeName eventType) {
    return recorded.getOrDefault(eventType, 0L);
  }

  /** Records what waits, if the database answers soon, and stops. */
  @Override
  public void close() {
    thread.execute(this::record);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Tries to record everything that waits; what could not be goes on waiting. */
  void record() {
    Map<EventTypeName, Waiting> now = take();
    try {
      if (!now.isEmpty()) {
        recordNow(now);
      }
      lookAgain();
      if (failing) {
        LOG.info("The ledger is recorded again");
      }
      failing = false;
    } catch (SQLException | RuntimeException e) {
      if (!failing) {
        LOG.warn("The ledger cannot be recorded now; {} event types wait", now.size(), e);
      }
      failing = true;
    } finally {
      now.forEach(this::putBack);
    }
  }

  /** Leaves in the map what is still to be recorded. */
  private void recordNow(Map<EventTypeName, Waiting> now) throws SQLException {
    Map<EventTypeName, Book> books = store.books(now.keySet());
    List<Posting> postings = new ArrayList<>();
    for (EventTypeName name : List.copyOf(now.keySet())) {
      Book book = books.getOrDefault(name, Book.empty(name));
      Waiting known = now.get(name);
      if (known.isIn(book)) {
        recorded.put(name, book.mark().number());
        now.remove(name);
      } else {
        Posting posting = posting(book, known);
        if (posting != null) {
          postings.add(posting);
        }
      }
    }
    if (!postings.isEmpty()) {
      for (Posting posting : store.save(postings)) {
        Book after = posting.after();
        recorded.put(after.eventType(), after.mark().number());
        now.remove(after.eventType());
      }
    }
  }

  /** Looks at tables that others committed to. Asked again and again until it was done. */
  private void lookAgain() throws SQLException {
    List<EventTypeName> names = store.toLookAt();
    if (names.isEmpty()) {
      return;
    }
    List<Posting> postings = new ArrayList<>();
    for (Book book : store.books(names).values()) {
      Posting posting = fromTable(book);
      if (posting != null) {
        postings.add(posting);
      }
    }
    store.save(postings);
  }

  private @Nullable Posting posting(Book book, Waiting known) {
    TableLedger.Since since = known.since(book);
    return since == null
        ? fromTable(book)
        : Posting.of(book, known.table(), since, Posting.Source.COMMITS, clock.millis());
  }

  /** What the table says since the book; null if it cannot be read now. */
  private @Nullable Posting fromTable(Book book) {
    try {
      Table table = catalog.get().load(book.eventType());
      LedgerMark mark = Posting.isRemade(book, table.uuid()) ? LedgerMark.NONE : book.mark();
      return Posting.of(
          book, table.uuid(), TableLedger.since(table, mark), Posting.Source.TABLE, clock.millis());
    } catch (RuntimeException e) {
      LOG.warn("The ledger of {} waits until its table can be read", book.eventType(), e);
      return null;
    }
  }

  private synchronized Map<EventTypeName, Waiting> take() {
    Map<EventTypeName, Waiting> taken =
        new TreeMap<>((one, two) -> one.toString().compareTo(two.toString()));
    taken.putAll(waiting);
    waiting.clear();
    return taken;
  }

  private synchronized void putBack(EventTypeName eventType, Waiting earlier) {
    Waiting later = waiting.get(eventType);
    if (later != null) {
      earlier.add(later);
    }
    waiting.put(eventType, earlier);
  }
}
