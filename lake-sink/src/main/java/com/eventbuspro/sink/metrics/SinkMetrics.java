package com.eventbuspro.sink.metrics;

import com.eventbuspro.model.EventTypeName;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of the sink in this JVM. Cheap for a thousand event types: what Prometheus reads is
 * made when it asks. Safe for use by many threads.
 */
public final class SinkMetrics {
  private final Clock clock;
  private final CommitTimes commitTimes = new CommitTimes();
  private final Map<EventTypeName, Totals> totals = new HashMap<>();
  private final List<TableMetrics> open = new ArrayList<>();

  /**
   * Nothing measured yet.
   *
   * @param clock to tell how old things are
   */
  public SinkMetrics(Clock clock) {
    this.clock = clock;
  }

  /** For one task of an event type, to be closed when the task ends. */
  public synchronized TableMetrics open(EventTypeName eventType) {
    TableMetrics table =
        new TableMetrics(
            this, eventType, totals.computeIfAbsent(eventType, unknown -> new Totals()));
    open.add(table);
    return table;
  }

  /** What Prometheus reads. */
  public MultiCollector collector() {
    return this::snapshots;
  }

  void commitTook(Duration time) {
    commitTimes.add(time);
  }

  synchronized void close(TableMetrics table) {
    open.remove(table);
    if (open.stream().noneMatch(other -> other.eventType().equals(table.eventType()))) {
      totals.remove(table.eventType());
    }
  }

  private MetricSnapshots snapshots() {
    Map<EventTypeName, List<TableMetrics>> tables = new TreeMap<>();
    synchronized (this) {
      open.forEach(
          table -> tables.computeIfAbsent(table.eventType(), t -> new ArrayList<>()).add(table));
    }
    return new Snapshots(tables, commitTimes, clock.instant()).all();
  }
}
