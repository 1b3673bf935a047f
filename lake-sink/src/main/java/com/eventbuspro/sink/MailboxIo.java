package com.eventbuspro.sink;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lake work of one subtask: waits in the line of the JVM, runs on the shared threads, and its turns
 * and outcomes go through the task's mailbox.
 *
 * <p>Invariant: a place in the line is given back once, also when the task ends. A mailbox that is
 * closed forgets what it was given, and a place lost with it would be missing to the other subtasks
 * of this JVM, which live on.
 */
final class MailboxIo implements TableIo, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailboxIo.class);

  private final CommitLine line;
  private final Executor threads;
  private final MailboxExecutor mailbox;
  // Places whose turn is in the mailbox.
  private final Set<Place> called = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  MailboxIo(CommitLine line, Executor threads, MailboxExecutor mailbox) {
    this.line = line;
    this.threads = threads;
    this.mailbox = mailbox;
  }

  @Override
  public <T> void run(Instant due, Supplier<@Nullable Callable<T>> turn, Outcome<T> outcome) {
    line.join(due, () -> call(new Place(), turn, outcome));
  }

  /** The task ends: nothing more is begun. What runs on the shared threads runs to its end. */
  @Override
  public void close() {
    closed = true;
    called.forEach(Place::leave);
  }

  /** A place in the line. */
  private final class Place {
    private final AtomicBoolean left = new AtomicBoolean();

    void leave() {
      called.remove(this);
      if (left.compareAndSet(false, true)) {
        line.leave();
      }
    }
  }

  private <T> void call(Place place, Supplier<@Nullable Callable<T>> turn, Outcome<T> outcome) {
    // Before the look at closed: either close() finds the place or it is given back here.
    called.add(place);
    if (closed) {
      place.leave();
      return;
    }
    try {
      mailbox.execute(() -> begin(place, turn, outcome), "turn in the line for the lake");
    } catch (RejectedExecutionException e) {
      place.leave();
    }
  }

  private <T> void begin(Place place, Supplier<@Nullable Callable<T>> turn, Outcome<T> outcome) {
    if (closed) {
      return;
    }
    called.remove(place);
    Callable<T> work = null;
    try {
      work = turn.get();
    } finally {
      if (work == null) {
        place.leave();
      }
    }
    if (work != null) {
      start(place, work, outcome);
    }
  }

  private <T> void start(Place place, Callable<T> work, Outcome<T> outcome) {
    threads.execute(
        () -> {
          Runnable told = attempt(work, outcome);
          place.leave();
          deliver(told);
        });
  }

  private static <T> Runnable attempt(Callable<T> work, TableIo.Outcome<T> outcome) {
    try {
      T result = work.call();
      return () -> outcome.succeeded(result);
    } catch (Throwable e) {
      // Errors too: a table must not wait for ever for an outcome that got lost.
      return () -> outcome.failed(e);
    }
  }

  private void deliver(Runnable outcome) {
    try {
      mailbox.execute(outcome::run, "outcome of lake work");
    } catch (RejectedExecutionException e) {
      LOG.debug("The task ended before the lake answered", e);
    }
  }
}
