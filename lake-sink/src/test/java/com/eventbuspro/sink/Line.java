package com.eventbuspro.sink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The line before the lake: serves at once, or when told. */
final class Line implements TableIo {
  private final List<Runnable> waiting = new ArrayList<>();
  boolean isLong;

  @Override
  public <T> void run(Instant due, Supplier<@Nullable Callable<T>> turn, Outcome<T> outcome) {
    if (isLong) {
      waiting.add(() -> serve(turn, outcome));
    } else {
      serve(turn, outcome);
    }
  }

  void serve() {
    isLong = false;
    waiting.forEach(Runnable::run);
    waiting.clear();
  }

  private static <T> void serve(Supplier<@Nullable Callable<T>> turn, Outcome<T> outcome) {
    Callable<T> work = turn.get();
    if (work == null) {
      return;
    }
    T result;
    try {
      result = work.call();
    } catch (Exception e) {
      outcome.failed(e);
      return;
    }
    outcome.succeeded(result);
  }
}
