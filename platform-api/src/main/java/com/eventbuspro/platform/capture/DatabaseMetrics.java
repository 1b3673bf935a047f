package com.eventbuspro.platform.capture;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the database knows that an operator must: how far the lake is with every event type even
 * while the sink is down, and how the provisioner gets on. Read when Prometheus asks; while the
 * database is away there is nothing of it but {@code event_bus_database_up 0}.
 */
@Component
class DatabaseMetrics implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseMetrics.class);

  private final Captures captures;
  private final JdbcClient jdbc;
  private final Clock clock;

  DatabaseMetrics(Captures captures, JdbcClient jdbc, Clock clock, PrometheusRegistry registry) {
    this.captures = captures;
    this.jdbc = jdbc;
    this.clock = clock;
    registry.register(this);
  }

  @Override
  public MetricSnapshots collect() {
    try {
      Instant now = clock.instant();
      List<MetricSnapshot> all = new ArrayList<>();
      all.add(databaseUp(1));
      all.addAll(captures(captures.all(), now));
      all.addAll(provisioner(now));
      return new MetricSnapshots(all);
    } catch (DataAccessException e) {
      LOG.debug("The database cannot be asked for metrics", e);
      return MetricSnapshots.of(databaseUp(0));
    }
  }

  private static GaugeSnapshot databaseUp(int value) {
    return single("event_bus_database_up", "1 while the database answers, else 0", value);
  }

  private static List<MetricSnapshot> captures(Map<String, Capture> captures, Instant now) {
    return List.of(
        byEventType(
            captures,
            "event_bus_capture_lag_seconds",
            "How long ago the oldest event arrived that may not be in the lake yet;"
                + " grows with the clock while the sink is silent",
            c -> OptionalDouble.of(c.lagSeconds())),
        byEventType(
            captures,
            "event_bus_capture_expires_unread_seconds",
            "How long until events leave the stream unread if this goes on; negative when some may"
                + " have",
            c -> until(c.expiresUnreadAt(), now)),
        byEventType(
            captures,
            "event_bus_stream_retention_seconds",
            "How long the stream keeps events",
            c ->
                c.retentionHours() == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Duration.ofHours(c.retentionHours()).toSeconds())),
        byEventType(
            captures,
            "event_bus_capture_report_age_seconds",
            "How long ago the lake sink last spoke of the event type",
            c -> since(c.reportedAt(), now)));
  }

  private List<MetricSnapshot> provisioner(Instant now) {
    GaugeSnapshot.Builder resources =
        GaugeSnapshot.builder()
            .name("event_bus_provisioner_resources")
            .help("Resources by the verdict of their last run");
    jdbc.sql("SELECT state, count(*) AS n FROM resource GROUP BY state")
        .query(
            row -> {
              resources.dataPoint(
                  point(
                      Labels.of("state", row.getString("state").toLowerCase(Locale.ROOT)),
                      row.getLong("n")));
            });
    Map<String, Object> queue =
        jdbc.sql(
                """
                SELECT count(*) FILTER (WHERE next_run_at <= :now) AS due,
                  coalesce(extract(epoch FROM :now - min(next_run_at)), 0)::double precision AS age,
                  (SELECT count(*) FROM retention_guard) AS guarded
                FROM resource
                """)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query()
            .singleRow();
    return List.of(
        resources.build(),
        single(
            "event_bus_provisioner_due_resources",
            "Resources whose run is due",
            number(queue, "due")),
        single(
            "event_bus_provisioner_oldest_due_seconds",
            "How long the oldest due run has been waiting",
            Math.max(0, number(queue, "age"))),
        single(
            "event_bus_retention_guard_streams",
            "Streams that are kept longer than declared so that nothing expires unread",
            number(queue, "guarded")));
  }

  private static double number(Map<String, Object> row, String column) {
    return ((Number) Objects.requireNonNull(row.get(column))).doubleValue();
  }

  private static GaugeSnapshot byEventType(
      Map<String, Capture> captures,
      String name,
      String help,
      Function<Capture, OptionalDouble> value) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
    captures.forEach(
        (eventType, capture) ->
            value
                .apply(capture)
                .ifPresent(
                    known -> family.dataPoint(point(Labels.of("event_type", eventType), known))));
    return family.build();
  }

  private static GaugeSnapshot single(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(point(Labels.EMPTY, value))
        .build();
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static OptionalDouble until(@Nullable Instant time, Instant now) {
    return time == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Duration.between(now, time).toSeconds());
  }

  private static OptionalDouble since(@Nullable Instant time, Instant now) {
    return time == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Duration.between(time, now).toSeconds());
  }
}
