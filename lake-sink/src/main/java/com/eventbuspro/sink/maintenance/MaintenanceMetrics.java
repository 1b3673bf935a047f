package com.eventbuspro.sink.maintenance;

import com.eventbuspro.lake.maintain.MaintenanceKind;
import com.eventbuspro.lake.maintain.MaintenanceObserver;
import com.eventbuspro.lake.maintain.MaintenanceRun;
import com.eventbuspro.lake.maintain.TableLook;
import com.eventbuspro.lake.maintain.TableRole;
import com.eventbuspro.model.EventTypeName;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** What maintenance does, counted for Prometheus. Safe for use by many threads. */
public final class MaintenanceMetrics implements MaintenanceObserver {
  private static final String PREFIX = "event_bus_sink_maintenance_";

  private final Map<MaintenanceKind, Totals> totals = new EnumMap<>(MaintenanceKind.class);
  private final Map<EventTypeName, Map<TableRole, TableLook>> looks = new HashMap<>();

  private static final class Totals {
    private long done;
    private long failed;
    private long before;
    private long removed;
    private long bytesBefore;
    private long bytesRemoved;
  }

  /** Nothing counted yet. */
  public MaintenanceMetrics() {
    for (MaintenanceKind kind : MaintenanceKind.values()) {
      totals.put(kind, new Totals());
    }
  }

  @Override
  public synchronized void looked(EventTypeName eventType, TableRole table, TableLook look) {
    looks.computeIfAbsent(eventType, e -> new EnumMap<>(TableRole.class)).put(table, look);
  }

  @Override
  public synchronized void changed(MaintenanceRun run) {
    Totals of = Objects.requireNonNull(totals.get(run.kind()));
    switch (run.state()) {
      case RUNNING -> {}
      case FAILED -> of.failed++;
      case DONE -> {
        of.done++;
        of.before += run.before().count();
        of.bytesBefore += run.before().bytes();
        of.removed += run.before().count() - run.after().count();
        of.bytesRemoved += run.before().bytes() - run.after().bytes();
      }
    }
  }

  @Override
  public synchronized void left(EventTypeName eventType) {
    looks.remove(eventType);
  }

  /** What Prometheus reads. */
  public MultiCollector collector() {
    return this::snapshots;
  }

  private synchronized MetricSnapshots snapshots() {
    return MetricSnapshots.builder()
        .metricSnapshot(counter("runs", "Runs that ended well", of -> of.done))
        .metricSnapshot(counter("failures", "Runs that failed; tried again", of -> of.failed))
        .metricSnapshot(
            counter(
                "items",
                "What runs dealt with: data files, for expiry snapshots, for orphans all files",
                of -> of.before))
        .metricSnapshot(
            counter(
                "items_removed",
                "Data files fewer by compaction and retention, snapshots expired, orphans deleted",
                of -> of.removed))
        .metricSnapshot(counter("bytes", "Bytes of what runs dealt with", of -> of.bytesBefore))
        .metricSnapshot(counter("bytes_removed", "Bytes fewer", of -> of.bytesRemoved))
        .metricSnapshot(
            gauge(
                "small_files",
                "Data files that wait to become fewer, when last looked at",
                look -> look.small().count()))
        .metricSnapshot(
            gauge(
                "snapshots",
                "Snapshots that the table and its quarantine keep, when last looked at",
                TableLook::snapshots))
        .build();
  }

  private CounterSnapshot counter(String name, String help, ToLongFunction<Totals> value) {
    CounterSnapshot.Builder family = CounterSnapshot.builder().name(PREFIX + name).help(help);
    totals.forEach(
        (kind, of) ->
            family.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(Labels.of("kind", kind.name().toLowerCase(Locale.ROOT)))
                    .value(Math.max(0, value.applyAsLong(of)))
                    .build()));
    return family.build();
  }

  private GaugeSnapshot gauge(String name, String help, ToLongFunction<TableLook> value) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(PREFIX + name).help(help);
    looks.forEach(
        (eventType, tables) ->
            family.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("event_type", eventType.toString()))
                    .value(tables.values().stream().mapToLong(value).sum())
                    .build()));
    return family.build();
  }
}
