package com.eventbuspro.sink.metrics;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.RejectionCause;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What one task measures of one event type. Counts of several tasks of a JVM add up; what a task
 * says of the moment is forgotten when it is closed. Written by any thread, read by any other,
 * never blocking.
 */
public final class TableMetrics implements AutoCloseable {
  private final SinkMetrics all;
  private final EventTypeName eventType;
  private final Totals totals;
  private final AtomicLongArray gauges = new AtomicLongArray(SinkGauge.values().length);
  private volatile @Nullable Instant unreadSince;

  TableMetrics(SinkMetrics all, EventTypeName eventType, Totals totals) {
    this.all = all;
    this.eventType = eventType;
    this.totals = totals;
    for (SinkGauge gauge : SinkGauge.values()) {
      gauges.set(gauge.ordinal(), Double.doubleToRawLongBits(Double.NaN));
    }
  }

  /** Counts once. */
  public void count(SinkCounter counter) {
    count(counter, 1);
  }

  /** Counts so many. */
  public void count(SinkCounter counter, long amount) {
    totals.add(counter, amount);
  }

  /** Counts rows that were committed to quarantine. */
  public void quarantined(RejectionCause cause, long rows) {
    totals.quarantined(cause, rows);
  }

  /** Says how something is at the moment, until told otherwise. */
  public void set(SinkGauge gauge, double value) {
    gauges.set(gauge.ordinal(), Double.doubleToRawLongBits(value));
  }

  /** Everything of this task's shards that arrived before this time is in the lake. */
  public void unreadSince(Instant time) {
    unreadSince = time;
  }

  /** How long a commit took that was done. */
  public void commitTook(Duration time) {
    all.commitTook(time);
  }

  /** Forgets what was said of the moment, and with the event type's last task its counts. */
  @Override
  public void close() {
    all.close(this);
  }

  EventTypeName eventType() {
    return eventType;
  }

  @Nullable Instant unreadSince() {
    return unreadSince;
  }

  /** The value, or NaN when nothing was said. */
  double value(SinkGauge gauge) {
    return Double.longBitsToDouble(gauges.get(gauge.ordinal()));
  }

  long value(SinkCounter counter) {
    return totals.value(counter);
  }

  long value(RejectionCause cause) {
    return totals.value(cause);
  }
}
