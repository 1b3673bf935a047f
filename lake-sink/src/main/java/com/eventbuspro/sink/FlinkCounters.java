package com.eventbuspro.sink;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counters in Flink's metrics. */
final class FlinkCounters implements Counters {
  private final Counter rows;
  private final Counter quarantined;
  private final Counter commits;
  private final Counter lost;
  private final Counter failures;

  private FlinkCounters(MetricGroup group) {
    rows = group.counter("rows");
    quarantined = group.counter("quarantined");
    commits = group.counter("commits");
    lost = group.counter("lostCommits");
    failures = group.counter("failures");
  }

  static FlinkCounters in(MetricGroup group) {
    return new FlinkCounters(group.addGroup("lake"));
  }

  @Override
  public void committed(long newRows, long newQuarantined) {
    rows.inc(newRows);
    quarantined.inc(newQuarantined);
    commits.inc();
  }

  @Override
  public void lost() {
    lost.inc();
  }

  @Override
  public void failed() {
    failures.inc();
  }
}
