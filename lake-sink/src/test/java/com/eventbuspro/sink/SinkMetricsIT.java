package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.model.EventTypeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a sink that runs. */
class SinkMetricsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void prometheusReadsWhatBecameOfEveryRecord(@TempDir Path directory) throws Exception {
    MetricsPage page = MetricsPage.onFreePort();
    try (World world = new World(directory)) {
      EventTypeName type = world.register("tests.measured", LakeSinkIT.SCHEMA, 2);
      try (LakeSink sink = EmbeddedSink.start(world.config("sink", page))) {
        sink.awaitRunning();
        world.publish(type, "a", "{\"number\": 1}", "no json", "{\"number\": \"one\"}");
        world.publish(type, "b", "{\"number\": 2}");
        await()
            .atMost(PATIENCE)
            .until(
                () -> page.value("event_bus_sink_rows_total{event_type=\"tests.measured\"}") == 2);
        await()
            .atMost(PATIENCE)
            .until(
                () -> page.value("event_bus_sink_capturing{event_type=\"tests.measured\"}") == 1);
        List<String> lines = page.lines();
        assertThat(lines)
            .contains(
                "event_bus_sink_read_records_total{event_type=\"tests.measured\"} 4.0",
                "event_bus_sink_quarantined_rows_total{cause=\"malformed_json\","
                    + "event_type=\"tests.measured\"} 1.0",
                "event_bus_sink_quarantined_rows_total{cause=\"wrong_type\","
                    + "event_type=\"tests.measured\"} 1.0");
        assertThat(lines).anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
        assertThat(page.value("event_bus_sink_commit_duration_seconds_count")).isPositive();
        assertThat(page.value("event_bus_sink_file_bytes_total{event_type=\"tests.measured\"}"))
            .isPositive();
      }
    }
  }
}
