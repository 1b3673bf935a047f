package com.eventbuspro.sink.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * Shows an event type's metrics in Flink's too, so that the reporters of any cluster have them.
 * They are the same figures: nothing is counted twice.
 */
public final class FlinkView implements AutoCloseable {
  private final MetricGroup group;

  private FlinkView(MetricGroup group) {
    this.group = group;
  }

  /**
   * Registers them in a group {@code event_type.<name>} of an operator's.
   *
   * @param operator the operator's group
   */
  public static FlinkView in(MetricGroup operator, TableMetrics table, Clock clock) {
    MetricGroup group = operator.addGroup("event_type", table.eventType().toString());
    for (SinkCounter counter : SinkCounter.values()) {
      group.counter(counter.key(), new ReadOnly(table, counter));
    }
    for (SinkGauge gauge : SinkGauge.values()) {
      group.gauge(gauge.key(), (Gauge<Double>) () -> table.value(gauge));
    }
    group.gauge("lag_millis", (Gauge<Long>) () -> lag(table, clock));
    return new FlinkView(group);
  }

  /** Takes them out again. */
  @Override
  public void close() {
    // Flink's own interface cannot: groups live as long as their task.
    if (group instanceof AbstractMetricGroup<?> closeable) {
      closeable.close();
    }
  }

  private static long lag(TableMetrics table, Clock clock) {
    Instant since = table.unreadSince();
    return since == null ? -1 : Math.max(0, Duration.between(since, clock.instant()).toMillis());
  }

  /** Flink reads it; it is written elsewhere. */
  private record ReadOnly(TableMetrics table, SinkCounter counter) implements Counter {
    @Override
    public long getCount() {
      return table.value(counter);
    }

    @Override
    public void inc() {
      inc(1);
    }

    @Override
    public void inc(long amount) {
      throw new UnsupportedOperationException("Count with TableMetrics");
    }

    @Override
    public void dec() {
      inc(-1);
    }

    @Override
    public void dec(long amount) {
      inc(-amount);
    }
  }
}
