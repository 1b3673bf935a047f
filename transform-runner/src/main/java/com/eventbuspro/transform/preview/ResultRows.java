package com.eventbuspro.transform.preview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/**
 * The rows of a result as they are after all changes so far. A change may come before the one that
 * it takes back, when they took different ways.
 */
final class ResultRows {
  /** More than these are not kept while they change. */
  static final int MAX_KEPT = 100_000;

  private final int limit;
  private final Map<Row, Integer> counts = new LinkedHashMap<>();
  private final CompletableFuture<Stop> stopped = new CompletableFuture<>();
  private final Kind kind;
  private final RowOrder order;
  private long added;

  /** Whether rows only come. */
  enum Kind {
    APPEND,
    UPDATING
  }

  /** Why no more rows are wanted. */
  enum Stop {
    /** There are as many as are shown. */
    ENOUGH,
    /** There are more than can be kept. */
    TOO_MANY
  }

  /**
   * @param order of rows that change; those that only come are in the order in which they come
   */
  ResultRows(Kind kind, RowOrder order, int limit) {
    this.kind = kind;
    this.order = order;
    this.limit = limit;
  }

  /** Completes when no more rows are wanted. */
  CompletableFuture<Stop> stopped() {
    return stopped;
  }

  synchronized void change(Row change) {
    if (stopped.isDone()) {
      return;
    }
    boolean adds = change.getKind() == RowKind.INSERT || change.getKind() == RowKind.UPDATE_AFTER;
    change.setKind(RowKind.INSERT);
    if (kind == Kind.APPEND && added == limit) {
      added++;
      stopped.complete(Stop.ENOUGH);
      return;
    }
    added++;
    int count = counts.merge(change, adds ? 1 : -1, Integer::sum);
    if (count == 0) {
      counts.remove(change);
    } else if (counts.size() > MAX_KEPT) {
      stopped.complete(Stop.TOO_MANY);
    }
  }

  /** The first rows, up to the limit. */
  synchronized List<Row> shown() {
    List<Map.Entry<Row, Integer>> rows = new ArrayList<>(counts.entrySet());
    if (kind == Kind.UPDATING) {
      rows.sort(Map.Entry.comparingByKey(order));
    }
    List<Row> shown = new ArrayList<>();
    for (Map.Entry<Row, Integer> row : rows) {
      for (int i = 0; i < row.getValue() && shown.size() < limit; i++) {
        shown.add(row.getKey());
      }
    }
    return shown;
  }

  /** Whether there are more than are shown. */
  synchronized boolean more() {
    return kind == Kind.APPEND
        ? added > limit
        : counts.values().stream().mapToLong(count -> Math.max(0, count)).sum() > limit;
  }
}
