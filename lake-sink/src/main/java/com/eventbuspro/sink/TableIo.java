package com.eventbuspro.sink;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs what waits for the lake away from the task's thread, and its outcome in it again. */
interface TableIo {
  /** What to do with an outcome, in the task's thread. */
  interface Outcome<T> {
    void succeeded(T result);

    void failed(Throwable failure);
  }

  /**
   * Waits in line for the lake and then runs work; see {@link CommitLine}.
   *
   * @param due since when it is due
   * @param turn called in the task's thread when the turn has come; answers the work, or null if
   *     there is nothing to be done any more, and then there is no outcome either
   */
  <T> void run(Instant due, Supplier<@Nullable Callable<T>> turn, Outcome<T> outcome);
}
