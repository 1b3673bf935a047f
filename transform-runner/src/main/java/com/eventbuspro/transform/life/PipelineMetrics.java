package com.eventbuspro.transform.life;

import com.eventbuspro.model.pipeline.PipelineFigures;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Status;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How pipelines are, for Prometheus: {@code event_bus_transform_<name>} with the label {@code
 * pipeline}. Made when it asks, of what was reported last. Counts of a job begin anew with it, so
 * they are gauges here.
 */
public final class PipelineMetrics implements MultiCollector {
  private static final String PREFIX = "event_bus_transform_";
  private static final String PIPELINE = "pipeline";
  private static final double MILLIS = 1000;

  private final BooleanSupplier acting;
  private volatile List<Status> statuses = List.of();

  /**
   * @param acting whether this runner acts on pipelines now
   */
  PipelineMetrics(BooleanSupplier acting) {
    this.acting = acting;
  }

  void show(List<Status> newest) {
    statuses = List.copyOf(newest);
  }

  @Override
  public MetricSnapshots collect() {
    return MetricSnapshots.builder()
        .metricSnapshot(
            GaugeSnapshot.builder()
                .name(PREFIX + "acting")
                .help("Whether this transform-runner acts on pipelines: 1 or 0")
                .dataPoint(
                    GaugeDataPointSnapshot.builder().value(acting.getAsBoolean() ? 1 : 0).build())
                .build())
        .metricSnapshot(phases())
        .metricSnapshot(
            gauge("rows_in", "Events read since the job began", PipelineFigures::rowsIn))
        .metricSnapshot(
            gauge("rows_out", "Rows brought forth since the job began", PipelineFigures::rowsOut))
        .metricSnapshot(
            gauge("late_rows", "Events too late for their windows", PipelineFigures::lateRows))
        .metricSnapshot(
            gauge(
                "quarantined_events",
                "Events that the pipeline went on without",
                PipelineFigures::quarantined))
        .metricSnapshot(
            gauge(
                "lag_seconds",
                "How far the pipeline is behind its streams",
                figures -> scaled(figures.lagMillis())))
        .metricSnapshot(
            gauge(
                "backfill_ratio",
                "How much of history was read, 0 to 1",
                figures ->
                    figures.backfillPercent() == null ? null : figures.backfillPercent() / 100))
        .metricSnapshot(
            gauge("state_bytes", "Size of the newest checkpoint", PipelineFigures::stateBytes))
        .metricSnapshot(
            gauge(
                "checkpoint_timestamp_seconds",
                "When the newest checkpoint was complete, Unix time",
                figures -> seconds(figures.checkpointAt())))
        .metricSnapshot(
            gauge(
                "watermark_timestamp_seconds",
                "The event time up to which everything counts as seen",
                figures -> seconds(figures.watermark())))
        .metricSnapshot(
            gauge("restarts", "How often the job began again", PipelineFigures::restarts))
        .build();
  }

  private GaugeSnapshot phases() {
    GaugeSnapshot.Builder family =
        GaugeSnapshot.builder().name(PREFIX + "phase").help("1 for the phase that it is in");
    for (Status status : statuses) {
      Phase phase = status.standing().phase();
      family.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(
                  Labels.of(
                      PIPELINE,
                      status.pipeline().value(),
                      "phase",
                      phase.name().toLowerCase(Locale.ROOT)))
              .value(1)
              .build());
    }
    return family.build();
  }

  private GaugeSnapshot gauge(
      String name, String help, Function<PipelineFigures, @Nullable Number> value) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(PREFIX + name).help(help);
    for (Status status : statuses) {
      Number known = value.apply(status.figures());
      if (known != null) {
        family.dataPoint(
            GaugeDataPointSnapshot.builder()
                .labels(Labels.of(PIPELINE, status.pipeline().value()))
                .value(known.doubleValue())
                .build());
      }
    }
    return family.build();
  }

  private static @Nullable Number scaled(@Nullable Long millis) {
    return millis == null ? null : Double.valueOf(millis / MILLIS);
  }

  private static @Nullable Number seconds(@Nullable Instant time) {
    return time == null ? null : Double.valueOf(time.toEpochMilli() / MILLIS);
  }
}
