package com.eventbuspro.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The whole service keeps a real stream while the lake lags, and lets go when it does not. */
@ExtendWith(TestDatabase.class)
class RetentionGuardIT {
  private static final String NAME = "shop.order_placed";
  private static final String STREAM = "ebp-test-shop.order_placed";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void aBlockedTableRaisesTheRetentionUntilItIsWrittenAgain(TestDatabase database)
      throws Exception {
    int port = freePort();
    Map<String, Object> settings =
        Map.of(
            "ebp.provisioner.poll",
            "100ms",
            "ebp.provisioner.retention-guard-calm",
            "1s",
            "ebp.provisioner.metrics-port",
            port);
    try (Platform platform = new Platform(directory, database);
        ConfigurableApplicationContext running = platform.provisioner(settings);
        KinesisClient kinesis = platform.kinesis()) {
      assertThat(running.isActive()).isTrue();
      database.register(
          NAME, 1, 24, "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}");
      await().atMost(PATIENCE).until(() -> condition(database).equals("TRUE AsDeclared"));

      // The sink has been reporting the same record as unread for thirteen hours.
      database.execute("INSERT INTO lake_sink VALUES ('sink', now(), now())");
      database.execute(
          """
          INSERT INTO capture_status (event_type, part, sink, unread_since, uncommitted_records,
            updated_at) VALUES ('shop.order_placed', 0, 'sink', now() - interval '13 hours', 7, now())
          """);
      await().atMost(PATIENCE).until(() -> retention(kinesis) == 48);
      await().atMost(PATIENCE).until(() -> condition(database).equals("TRUE RetentionRaised"));
      assertThat(platform.audit("stream:" + NAME)).endsWith("DONE stream.retention");
      assertThat(reason(database)).contains("arrived 13 h ago", "it is kept 48 h");

      database.execute("UPDATE capture_status SET unread_since = NULL");
      database.execute("UPDATE lake_sink SET seen_at = now()");
      await().atMost(PATIENCE).until(() -> retention(kinesis) == 24);
      await().atMost(PATIENCE).until(() -> condition(database).equals("TRUE AsDeclared"));
      assertThat(reason(database)).contains("kept 24 h again, as declared");
      assertThat(scrape(port))
          .contains("event_bus_provisioner_changes_total{action=\"stream.retention\"} 2.0")
          .contains("event_bus_provisioner_runs_total{kind=\"stream\",verdict=\"settled\"}")
          .contains("jvm_memory_used_bytes");
    }
  }

  private static int retention(KinesisClient kinesis) {
    return kinesis
        .describeStreamSummary(r -> r.streamName(STREAM))
        .streamDescriptionSummary()
        .retentionPeriodHours();
  }

  private static String condition(TestDatabase database) {
    return database
        .jdbc()
        .sql("SELECT status || ' ' || reason FROM event_type_condition WHERE type = 'StreamReady'")
        .query(String.class)
        .optional()
        .orElse("");
  }

  private static String reason(TestDatabase database) {
    return database
        .jdbc()
        .sql(
            "SELECT reason FROM audit_record WHERE action = 'stream.retention'"
                + " ORDER BY id DESC LIMIT 1")
        .query(String.class)
        .single();
  }

  private static String scrape(int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
