package com.eventbuspro.sink.metrics;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.RejectionCause;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Everything measured, in Prometheus' words, at one moment. */
final class Snapshots {
  private static final String PREFIX = "event_bus_sink_";
  private static final String EVENT_TYPE = "event_type";
  private static final double MILLIS = 1000;

  private final Map<EventTypeName, List<TableMetrics>> tables;
  private final CommitTimes commitTimes;
  private final Instant now;

  /**
   * @param tables the tasks of every event type, at least one each
   */
  Snapshots(Map<EventTypeName, List<TableMetrics>> tables, CommitTimes commitTimes, Instant now) {
    this.tables = tables;
    this.commitTimes = commitTimes;
    this.now = now;
  }

  MetricSnapshots all() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    for (SinkCounter counter : SinkCounter.values()) {
      all.metricSnapshot(counter(counter));
    }
    all.metricSnapshot(quarantined());
    all.metricSnapshot(
        commitTimes.snapshot(
            PREFIX + "commit_duration_seconds", "How long commits took that were done"));
    for (SinkGauge gauge : SinkGauge.values()) {
      all.metricSnapshot(gauge(gauge.key(), gauge.help(), parts -> merged(gauge, parts)));
    }
    all.metricSnapshot(
        gauge(
            "lag_seconds",
            "How long ago the oldest record arrived in the stream that is not in the lake yet",
            this::lag));
    return all.build();
  }

  private CounterSnapshot counter(SinkCounter counter) {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder().name(PREFIX + counter.key()).help(counter.help());
    tables.forEach(
        (eventType, parts) ->
            family.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(Labels.of(EVENT_TYPE, eventType.toString()))
                    .value(parts.get(0).value(counter))
                    .build()));
    return family.build();
  }

  /** Only causes that occurred: seventeen series for every event type would not be cheap. */
  private CounterSnapshot quarantined() {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder()
            .name(PREFIX + "quarantined_rows")
            .help("Rows committed to quarantine, by cause");
    tables.forEach(
        (eventType, parts) -> {
          for (RejectionCause cause : RejectionCause.values()) {
            long rows = parts.get(0).value(cause);
            if (rows > 0) {
              family.dataPoint(
                  CounterDataPointSnapshot.builder()
                      .labels(
                          Labels.of(
                              EVENT_TYPE,
                              eventType.toString(),
                              "cause",
                              cause.name().toLowerCase(Locale.ROOT)))
                      .value(rows)
                      .build());
            }
          }
        });
    return family.build();
  }

  private GaugeSnapshot gauge(
      String key, String help, Function<List<TableMetrics>, OptionalDouble> value) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(PREFIX + key).help(help);
    tables.forEach(
        (eventType, parts) ->
            value
                .apply(parts)
                .ifPresent(
                    known ->
                        family.dataPoint(
                            GaugeDataPointSnapshot.builder()
                                .labels(Labels.of(EVENT_TYPE, eventType.toString()))
                                .value(known)
                                .build())));
    return family.build();
  }

  private static OptionalDouble merged(SinkGauge gauge, List<TableMetrics> parts) {
    return parts.stream()
        .mapToDouble(part -> part.value(gauge))
        .filter(value -> !Double.isNaN(value))
        .reduce(gauge::merge);
  }

  private OptionalDouble lag(List<TableMetrics> parts) {
    Optional<Instant> since =
        parts.stream()
            .map(TableMetrics::unreadSince)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder());
    return since.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(0, Duration.between(since.get(), now).toMillis() / MILLIS));
  }
}
