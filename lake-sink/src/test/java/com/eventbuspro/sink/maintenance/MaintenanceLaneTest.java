package com.eventbuspro.sink.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.maintain.MaintenanceKind;
import com.eventbuspro.lake.maintain.MaintenanceObserver;
import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.maintain.MaintenanceRun;
import com.eventbuspro.lake.maintain.MaintenanceRun.Size;
import com.eventbuspro.lake.maintain.RecordedCommits;
import com.eventbuspro.lake.maintain.TableLook;
import com.eventbuspro.lake.maintain.TableRole;
import com.eventbuspro.model.EventTypeName;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaintenanceLaneTest {
  private static final EventTypeName ONE = EventTypeName.parse("a.one");
  private static final EventTypeName TWO = EventTypeName.parse("a.two");

  private final List<EventTypeName> left = new ArrayList<>();
  private final MaintenanceLane lane =
      new MaintenanceLane(
          MaintenanceLaneTest::noLake,
          RecordedCommits.ALL,
          List.of(
              new MaintenanceObserver() {
                @Override
                public void looked(EventTypeName eventType, TableRole table, TableLook look) {}

                @Override
                public void changed(MaintenanceRun run) {}

                @Override
                public void left(EventTypeName eventType) {
                  left.add(eventType);
                }
              }),
          1,
          Clock.systemUTC());

  private static LakeCatalog noLake() {
    throw new IllegalStateException("No lake here");
  }

  @Test
  void aSubtaskTakesOutWhatItNoLongerHas() {
    MaintainedTables tables = new MaintainedTables(lane);
    tables.are(Map.of(ONE, MaintenancePolicy.DEFAULT, TWO, MaintenancePolicy.DEFAULT));
    tables.are(Map.of(TWO, MaintenancePolicy.DEFAULT));
    assertThat(left).containsExactly(ONE);
    tables.close();
    assertThat(left).containsExactly(ONE, TWO);
    lane.close();
  }

  @Test
  void whatAnotherSubtaskHasTakenOverStays() {
    MaintainedTables before = new MaintainedTables(lane);
    before.are(Map.of(ONE, MaintenancePolicy.DEFAULT));
    MaintainedTables after = new MaintainedTables(lane);
    after.are(Map.of(ONE, MaintenancePolicy.DEFAULT));
    before.close();
    assertThat(left).isEmpty();
    after.close();
    assertThat(left).containsExactly(ONE);
    lane.close();
  }

  @Test
  void whatWasDoneIsCountedByKind() {
    MaintenanceMetrics metrics = new MaintenanceMetrics();
    metrics.changed(run(MaintenanceRun.State.RUNNING));
    metrics.changed(run(MaintenanceRun.State.DONE));
    metrics.changed(run(MaintenanceRun.State.FAILED));
    metrics.looked(ONE, TableRole.EVENTS, new TableLook(1, 7, new Size(5, 500)));
    metrics.looked(ONE, TableRole.QUARANTINE, new TableLook(1, 2, new Size(3, 300)));

    assertThat(counter(metrics, "event_bus_sink_maintenance_runs")).isEqualTo(1);
    assertThat(counter(metrics, "event_bus_sink_maintenance_failures")).isEqualTo(1);
    assertThat(counter(metrics, "event_bus_sink_maintenance_items_removed")).isEqualTo(59);
    assertThat(gauge(metrics, "event_bus_sink_maintenance_small_files")).isEqualTo(8);
    assertThat(gauge(metrics, "event_bus_sink_maintenance_snapshots")).isEqualTo(9);
    metrics.left(ONE);
    assertThat(gauge(metrics, "event_bus_sink_maintenance_small_files")).isZero();
  }

  private static MaintenanceRun run(MaintenanceRun.State state) {
    return new MaintenanceRun(
        ONE,
        TableRole.EVENTS,
        MaintenanceKind.COMPACTION,
        state,
        Instant.EPOCH,
        state == MaintenanceRun.State.RUNNING ? null : Instant.EPOCH,
        100,
        new Size(60, 6_000),
        state == MaintenanceRun.State.DONE ? new Size(1, 3_000) : new Size(60, 6_000),
        "");
  }

  private static double counter(MaintenanceMetrics metrics, String name) {
    return metrics.collector().collect().stream()
        .filter(family -> family.getMetadata().getName().equals(name))
        .flatMap(family -> ((CounterSnapshot) family).getDataPoints().stream())
        .filter(point -> "compaction".equals(point.getLabels().get("kind")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private static double gauge(MaintenanceMetrics metrics, String name) {
    return metrics.collector().collect().stream()
        .filter(family -> family.getMetadata().getName().equals(name))
        .flatMap(family -> ((GaugeSnapshot) family).getDataPoints().stream())
        .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
        .sum();
  }
}
