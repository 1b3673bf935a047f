package com.eventbuspro.sink.metrics;

import java.util.function.DoubleBinaryOperator;

/**
 * What is measured of every event type at the moment, exported as {@code event_bus_sink_<name>}
 * with the label {@code event_type}. Base units: seconds, bytes.
 */
public enum SinkGauge {
  UNCOMMITTED_RECORDS(
      "uncommitted_records", "Records taken from the stream and not committed yet", Double::sum),
  BUFFERED_BYTES(
      "buffered_bytes", "Memory held by rows that are not uploaded yet, about", Double::sum),
  LAST_COMMIT(
      "last_commit_timestamp_seconds", "When the last commit was done, Unix time", Math::max),
  CAPTURING(
      "capturing", "1 while every shard is read and the table can be written, else 0", Math::min);

  private final String key;
  private final String help;
  private final DoubleBinaryOperator merge;

  SinkGauge(String key, String help, DoubleBinaryOperator merge) {
    this.key = key;
    this.help = help;
    this.merge = merge;
  }

  /** Its name in Flink's metrics, and a part of its name in Prometheus. */
  public String key() {
    return key;
  }

  /** What it measures, for people. */
  public String help() {
    return help;
  }

  /** What two tasks that write the same table come to. */
  double merge(double a, double b) {
    return merge.applyAsDouble(a, b);
  }
}
