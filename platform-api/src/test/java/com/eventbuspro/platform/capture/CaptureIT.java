package com.eventbuspro.platform.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.security.Role;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What people and Prometheus are told of a capture, with a sink that lives, lags or is dead. */
class CaptureIT {
  private final TestPlatform platform = TestPlatform.get();
  private final JdbcClient jdbc = JdbcClient.create(platform.database());
  private final Instant now = Instant.now();

  @Test
  void anEventTypeWithoutASinkHasALagSinceItsRegistration() {
    String name = register();
    JsonNode capture = capture(name);
    assertThat(capture.get("lag_seconds").longValue()).isBetween(0L, 60L);
    assertThat(capture.has("reported_at")).isFalse();
    assertThat(capture.has("expires_unread_at")).isFalse();
    assertThat(reason(name)).isEqualTo("UNKNOWN/NotObserved");
  }

  @Test
  void whatIsUpToDateIsLeftAlone() {
    String name = register();
    says(name, "TRUE", "Capturing");
    stream(name, 24);
    report(name, now, null);
    assertThat(reason(name)).isEqualTo("TRUE/Capturing");
    assertThat(capture(name).get("lag_seconds").longValue()).isLessThan(60);
    assertThat(Instant.parse(capture(name).get("expires_unread_at").asString()))
        .isAfter(now.plus(Duration.ofHours(23)));
  }

  @Test
  void aSinkThatIsFarBehindIsToldOf() {
    String name = register();
    says(name, "TRUE", "Capturing");
    stream(name, 24);
    report(name, now, now.minus(Duration.ofHours(1)));
    assertThat(reason(name)).isEqualTo("TRUE/Lagging");
    assertThat(capture(name).get("state").asString()).isEqualTo("LAGGING");
    jdbc.sql("UPDATE event_type SET commit_interval_seconds = 3600 WHERE name = :name")
        .param("name", name)
        .update();
    assertThat(reason(name)).isEqualTo("TRUE/Capturing");
    assertThat(capture(name).get("lag_seconds").longValue()).isBetween(3600L, 3700L);
  }

  @Test
  void aSinkThatIsSilentIsToldOfAndTheLagGrowsWithTheClock() {
    String name = register();
    says(name, "TRUE", "Capturing");
    stream(name, 24);
    report(name, now.minus(Duration.ofHours(2)), null);
    assertThat(reason(name)).isEqualTo("UNKNOWN/SinkSilent");
    assertThat(message(name)).contains("has not reported since").contains("Nothing is lost before");
    assertThat(capture(name).get("lag_seconds").longValue()).isBetween(7200L, 7300L);
  }

  @Test
  void dataThatWillExpireUnreadIsToldOfWithTheHoursLeft() {
    String name = register();
    says(name, "FALSE", "TableMissing");
    stream(name, 24);
    report(name, now, now.minus(Duration.ofMinutes(13 * 60 + 30)));
    assertThat(reason(name)).isEqualTo("FALSE/DataWillExpire");
    assertThat(message(name))
        .startsWith("Data will expire unread in 10 hours")
        .contains("the stream keeps 24 hours")
        .contains("The sink said last: TableMissing");
    assertThat(platform.get("/api/event-types/" + name).json().get("ready").asString())
        .isEqualTo("FALSE");
  }

  @Test
  void prometheusReadsWhatTheDatabaseKnows() {
    String name = register();
    stream(name, 48);
    report(name, now, now.minus(Duration.ofHours(40)));
    platform.post("/api/event-types/" + name + "/events", "[{\"n\": 1}, {\"n\": \"one\"}]");
    List<String> page = scrape();
    assertThat(value(page, "event_bus_database_up")).isEqualTo(1);
    assertThat(value(page, "event_bus_capture_lag_seconds{event_type=\"" + name + "\"}"))
        .isBetween(144_000.0, 144_100.0);
    assertThat(value(page, "event_bus_capture_expires_unread_seconds{event_type=\"" + name + "\"}"))
        .isBetween(28_700.0, 28_800.0);
    assertThat(value(page, "event_bus_stream_retention_seconds{event_type=\"" + name + "\"}"))
        .isEqualTo(172_800);
    assertThat(value(page, "event_bus_capture_report_age_seconds{event_type=\"" + name + "\"}"))
        .isBetween(0.0, 60.0);
    assertThat(value(page, "event_bus_provisioner_resources{state=\"settled\"}")).isPositive();
    assertThat(value(page, "event_bus_retention_guard_streams")).isZero();
    assertThat(
            value(
                page,
                "event_bus_publish_events_total{event_type=\"" + name + "\",result=\"rejected\"}"))
        .isEqualTo(2);
    assertThat(page).anyMatch(line -> line.startsWith("event_bus_publish_duration_seconds_bucket"));
  }

  private String register() {
    String name = TestPlatform.newName();
    assertThat(
            platform
                .post(
                    "/api/event-types",
                    """
                    {"name": "%s", "owner": "shop", "description": "Tested",
                     "schema": {"type": "object", "properties": {"n": {"type": "integer"}}}}
                    """
                        .formatted(name))
                .status())
        .isEqualTo(201);
    return name;
  }

  /** The sink says so. */
  private void says(String name, String status, String reason) {
    jdbc.sql(
            """
            INSERT INTO event_type_condition
              (event_type, type, status, reason, message, observed_generation, changed_at)
            VALUES (:name, 'Capturing', :status, :reason, :reason, 1, now())
            """)
        .param("name", name)
        .param("status", status)
        .param("reason", reason)
        .update();
  }

  /** The provisioner made a stream that keeps so many hours. */
  private void stream(String name, int hours) {
    jdbc.sql(
            """
            INSERT INTO resource (id, kind, event_type, owner, external_name, state, observed,
              desired_generation, observed_generation, made_at, next_run_at, created_at, modified_at)
            VALUES ('stream:' || :name, 'STREAM', :name, 'shop', :name, 'SETTLED',
              jsonb_build_object('retention_hours', :hours), 1, 1, now(), now() + interval '1 hour',
              now(), now())
            """)
        .param("name", name)
        .param("hours", hours)
        .update();
  }

  /** The sink was seen then, and said since when something waits; null: nothing does. */
  private void report(String name, Instant seen, @Nullable Instant unreadSince) {
    String sink = UUID.randomUUID().toString();
    jdbc.sql("INSERT INTO lake_sink VALUES (:sink, :seen, :seen)")
        .param("sink", sink)
        .param("seen", seen.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            INSERT INTO capture_status
              (event_type, part, sink, unread_since, uncommitted_records, updated_at)
            VALUES (:name, 0, :sink, :since, 0, :seen)
            """)
        .param("name", name)
        .param("sink", sink)
        .param("since", unreadSince == null ? null : unreadSince.atOffset(ZoneOffset.UTC))
        .param("seen", seen.atOffset(ZoneOffset.UTC))
        .update();
  }

  private JsonNode capture(String name) {
    return platform.get("/api/event-types/" + name).json().get("capture");
  }

  private String reason(String name) {
    JsonNode condition = condition(name);
    return condition.get("status").asString() + "/" + condition.get("reason").asString();
  }

  private String message(String name) {
    return condition(name).get("message").asString();
  }

  private JsonNode condition(String name) {
    for (JsonNode condition : platform.get("/api/event-types/" + name).json().get("conditions")) {
      if (condition.get("type").asString().equals("Capturing")) {
        return condition;
      }
    }
    throw new AssertionError("There is no condition Capturing");
  }

  private List<String> scrape() {
    HttpRequest.Builder request =
        platform.request("/actuator/prometheus", platform.token(Role.AUDITOR));
    return platform.send(request).text().lines().toList();
  }

  private static double value(List<String> page, String series) {
    return page.stream()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }
}
