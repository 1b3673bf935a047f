package com.eventbuspro.sink;

import java.util.concurrent.Callable;

/** Runs what waits for the lake away from the task's thread, and its outcome in it again. */
interface TableIo {
  /** What to do with an outcome, in the task's thread. */
  interface Outcome<T> {
    void succeeded(T result);

    void failed(Throwable failure);
  }

  <T> void run(Callable<T> work, Outcome<T> outcome);
}
