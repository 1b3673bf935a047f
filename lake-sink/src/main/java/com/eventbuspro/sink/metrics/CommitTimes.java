package com.eventbuspro.sink.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How long commits took. One for all event types: a dozen series each would not be cheap. */
final class CommitTimes {
  private static final double[] SECONDS = {
    0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, Double.POSITIVE_INFINITY
  };
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLongArray counts = new AtomicLongArray(SECONDS.length);
  private final LongAdder nanos = new LongAdder();

  void add(Duration time) {
    double seconds = time.toNanos() / NANOS;
    int bucket = 0;
    while (seconds > SECONDS[bucket]) {
      bucket++;
    }
    counts.incrementAndGet(bucket);
    nanos.add(time.toNanos());
  }

  HistogramSnapshot snapshot(String name, String help) {
    long[] now = new long[SECONDS.length];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts.get(i);
    }
    return HistogramSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(SECONDS, now))
                .sum(nanos.sum() / NANOS)
                .build())
        .build();
  }
}
