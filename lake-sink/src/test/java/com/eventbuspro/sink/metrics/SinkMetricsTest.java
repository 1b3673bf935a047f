package com.eventbuspro.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.RejectionCause;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SinkMetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final EventTypeName TYPE = EventTypeName.parse("a.b");

  private final SinkMetrics metrics = new SinkMetrics(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void countsOfSeveralTasksAddUp() throws IOException {
    metrics.open(TYPE).count(SinkCounter.ROWS, 3);
    metrics.open(TYPE).count(SinkCounter.ROWS, 4);
    assertThat(scrape()).contains("event_bus_sink_rows_total{event_type=\"a.b\"} 7.0");
  }

  @Test
  void theLagIsThatOfTheSlowestTask() throws IOException {
    metrics.open(TYPE).unreadSince(NOW.minusSeconds(5));
    metrics.open(TYPE).unreadSince(NOW.minusMillis(7_500));
    assertThat(scrape()).contains("event_bus_sink_lag_seconds{event_type=\"a.b\"} 7.5");
  }

  @Test
  void nothingIsSaidOfWhatIsNotKnown() throws IOException {
    metrics.open(TYPE);
    assertThat(scrape())
        .contains("event_bus_sink_rows_total{event_type=\"a.b\"} 0.0")
        .noneMatch(line -> line.startsWith("event_bus_sink_lag_seconds"))
        .noneMatch(line -> line.startsWith("event_bus_sink_capturing"));
  }

  @Test
  void aTableIsCapturedWhenAllItsTasksDo() throws IOException {
    metrics.open(TYPE).set(SinkGauge.CAPTURING, 1);
    TableMetrics other = metrics.open(TYPE);
    other.set(SinkGauge.CAPTURING, 0);
    assertThat(scrape()).contains("event_bus_sink_capturing{event_type=\"a.b\"} 0.0");
    other.close();
    assertThat(scrape()).contains("event_bus_sink_capturing{event_type=\"a.b\"} 1.0");
  }

  @Test
  void quarantineIsCountedByTheCausesThatOccurred() throws IOException {
    metrics.open(TYPE).quarantined(RejectionCause.WRONG_TYPE, 2);
    assertThat(scrape())
        .filteredOn(line -> line.startsWith("event_bus_sink_quarantined_rows_total"))
        .containsExactly(
            "event_bus_sink_quarantined_rows_total{cause=\"wrong_type\",event_type=\"a.b\"} 2.0");
  }

  @Test
  void commitsAreCountedInTheBucketTheyBelongTo() throws IOException {
    TableMetrics table = metrics.open(TYPE);
    table.commitTook(Duration.ofMillis(100));
    table.commitTook(Duration.ofMillis(300));
    table.commitTook(Duration.ofMinutes(5));
    assertThat(scrape())
        .contains(
            "event_bus_sink_commit_duration_seconds_bucket{le=\"0.1\"} 1",
            "event_bus_sink_commit_duration_seconds_bucket{le=\"0.5\"} 2",
            "event_bus_sink_commit_duration_seconds_bucket{le=\"60.0\"} 2",
            "event_bus_sink_commit_duration_seconds_bucket{le=\"+Inf\"} 3",
            "event_bus_sink_commit_duration_seconds_sum 300.4");
  }

  @Test
  void anEventTypeIsForgottenWithItsLastTask() throws IOException {
    TableMetrics table = metrics.open(TYPE);
    table.count(SinkCounter.ROWS);
    table.close();
    assertThat(scrape()).noneMatch(line -> line.contains("event_type"));
  }

  @Test
  void aThousandEventTypesAreSmallToRead() throws IOException {
    IntStream.range(0, 1000)
        .forEach(
            i -> {
              TableMetrics table = metrics.open(EventTypeName.parse("load.type_" + i));
              table.unreadSince(NOW);
              for (SinkGauge gauge : SinkGauge.values()) {
                table.set(gauge, i);
              }
            });
    assertThat(String.join("\n", scrape()).length()).isLessThan(2_000_000);
  }

  private List<String> scrape() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(page, metrics.collector().collect());
    return page.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
