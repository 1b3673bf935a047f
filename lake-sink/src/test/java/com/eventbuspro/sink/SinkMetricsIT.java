package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.model.EventTypeName;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a sink that runs. */
class SinkMetricsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void prometheusReadsWhatBecameOfEveryRecord(@TempDir Path directory) throws Exception {
    int port = freePort();
    try (World world = new World(directory)) {
      Map<String, String> settings = new HashMap<>(world.settings("sink"));
      settings.put("EBP_SINK_METRICS_PORT", Integer.toString(port));
      EventTypeName type = world.register("tests.measured", LakeSinkIT.SCHEMA, 2);
      try (LakeSink sink = EmbeddedSink.start(LakeSinkConfig.from(settings))) {
        sink.awaitRunning();
        world.publish(type, "a", "{\"number\": 1}", "no json", "{\"number\": \"one\"}");
        world.publish(type, "b", "{\"number\": 2}");
        await()
            .atMost(PATIENCE)
            .until(
                () -> value(port, "event_bus_sink_rows_total{event_type=\"tests.measured\"}") == 2);
        await()
            .atMost(PATIENCE)
            .until(
                () -> value(port, "event_bus_sink_capturing{event_type=\"tests.measured\"}") == 1);
        List<String> page = scrape(port);
        assertThat(page)
            .contains(
                "event_bus_sink_read_records_total{event_type=\"tests.measured\"} 4.0",
                "event_bus_sink_quarantined_rows_total{cause=\"malformed_json\","
                    + "event_type=\"tests.measured\"} 1.0",
                "event_bus_sink_quarantined_rows_total{cause=\"wrong_type\","
                    + "event_type=\"tests.measured\"} 1.0");
        assertThat(page).anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
        assertThat(value(port, "event_bus_sink_commit_duration_seconds_count")).isPositive();
        assertThat(value(port, "event_bus_sink_file_bytes_total{event_type=\"tests.measured\"}"))
            .isPositive();
      }
    }
  }

  private double value(int port, String series) throws Exception {
    return scrape(port).stream()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private List<String> scrape(int port) throws Exception {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
              BodyHandlers.ofString())
          .body()
          .lines()
          .toList();
    } catch (IOException e) {
      // Not open yet.
      return List.of();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
