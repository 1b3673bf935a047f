package com.eventbuspro.sink.metrics;

import com.eventbuspro.model.event.RejectionCause;
import java.util.concurrent.atomic.AtomicLongArray;

/** The counts of one event type in this JVM. */
final class Totals {
  private final AtomicLongArray counters = new AtomicLongArray(SinkCounter.values().length);
  private final AtomicLongArray quarantined = new AtomicLongArray(RejectionCause.values().length);

  void add(SinkCounter counter, long amount) {
    counters.addAndGet(counter.ordinal(), amount);
  }

  void quarantined(RejectionCause cause, long rows) {
    quarantined.addAndGet(cause.ordinal(), rows);
  }

  long value(SinkCounter counter) {
    return counters.get(counter.ordinal());
  }

  long value(RejectionCause cause) {
    return quarantined.get(cause.ordinal());
  }
}
