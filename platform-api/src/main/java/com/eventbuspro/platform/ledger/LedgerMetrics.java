package com.eventbuspro.platform.ledger;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the ledger says in all of each event type, for Prometheus. */
@Component
class LedgerMetrics {
  private final JdbcClient jdbc;
  private final MeterRegistry meters;
  private final Map<String, AtomicLong> captured = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> missing = new ConcurrentHashMap<>();

  LedgerMetrics(JdbcClient jdbc, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.meters = meters;
  }

  private record Figure(String eventType, long value) {}

  /** Reads the figures anew: two short queries. */
  void refresh() {
    for (Figure figure : figures("SELECT event_type, captured FROM ledger_book")) {
      missing.computeIfAbsent(figure.eventType(), this::missingGauge);
      captured.computeIfAbsent(figure.eventType(), this::capturedCounter).set(figure.value());
    }
    List<Figure> found =
        figures(
            "SELECT event_type, sum(records) FROM ledger_finding WHERE records > 0"
                + " GROUP BY event_type");
    missing.forEach(
        (eventType, value) ->
            value.set(
                found.stream()
                    .filter(figure -> figure.eventType().equals(eventType))
                    .mapToLong(Figure::value)
                    .sum()));
  }

  private List<Figure> figures(String sql) {
    return jdbc.sql(sql)
        .query((row, number) -> new Figure(row.getString(1), row.getLong(2)))
        .list();
  }

  private AtomicLong capturedCounter(String eventType) {
    AtomicLong value = new AtomicLong();
    FunctionCounter.builder("event_bus.captured.records", value, AtomicLong::doubleValue)
        .description("Records read from the stream and recorded in the ledger")
        .tag("event_type", eventType)
        .register(meters);
    return value;
  }

  private AtomicLong missingGauge(String eventType) {
    AtomicLong value = new AtomicLong();
    Gauge.builder("event_bus.missing.records", value, AtomicLong::doubleValue)
        .description("Records that the ledger says are certainly missing")
        .tag("event_type", eventType)
        .register(meters);
    return value;
  }
}
