package com.eventbuspro.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.security.Role;
import com.eventbuspro.streams.StreamMode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The ledger over REST; the lake sink's part of the tables is written by the test. */
class LedgerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long HOUR_SECONDS = 3_600;

  private final TestPlatform platform = TestPlatform.get();
  private final DataSource database = platform.database();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final String name = TestPlatform.newName();
  private final String path = "/api/event-types/" + name + "/ledger";
  private final List<BigInteger> sequences = new ArrayList<>();
  private String shard = "";

  @BeforeEach
  void register() {
    Answer made =
        platform.post(
            "/api/event-types",
            """
            {"name":"%s","owner":"payments","description":"A card was settled",
             "schema":{"type":"object","properties":{"amount":{"type":"integer"}}}}"""
                .formatted(name));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    platform.streams().create(platform.streamOf(name), new StreamMode.Provisioned(1), Map.of());
  }

  @Test
  void what_is_published_and_not_captured_yet_is_pending() {
    publish(3);
    JsonNode hour = awaitState("PENDING");
    assertThat(hour.at("/published").asLong()).isEqualTo(3);
    assertThat(hour.at("/published_bytes").asLong()).isPositive();
    assertThat(hour.at("/in_stream").asLong()).isZero();
    assertThat(hour.at("/pending").asLong()).isEqualTo(3);
    assertThat(hour.at("/reason").asString()).contains("3 records", "Capturing");
  }

  @Test
  void what_is_captured_is_complete() {
    publish(3);
    capture(3, 2, 1, last());
    JsonNode hour = awaitState("COMPLETE");
    assertThat(hour.at("/published").asLong()).isEqualTo(3);
    assertThat(hour.at("/in_stream").asLong()).isEqualTo(3);
    assertThat(hour.at("/in_table").asLong()).isEqualTo(2);
    assertThat(hour.at("/in_quarantine").asLong()).isEqualTo(1);
    assertThat(hour.at("/problems").isEmpty()).isTrue();
    assertThat(platform.get(path).json().at("/recorded_at").isMissingNode()).isFalse();
  }

  @Test
  void what_was_passed_over_is_missing_with_shard_and_range_there_and_for_the_auditor() {
    publish(5);
    capture(3, 3, 0, last());
    JsonNode hour = awaitState("MISSING");
    assertThat(hour.at("/missing").asLong()).isEqualTo(2);
    JsonNode problem = hour.at("/problems/0");
    assertThat(problem.at("/kind").asString()).isEqualTo("NOT_CAPTURED");
    assertThat(problem.at("/shard").asString()).isEqualTo(shard);
    assertThat(problem.at("/first_sequence").asString()).isEqualTo(sequences.get(0).toString());
    assertThat(problem.at("/last_sequence").asString()).isEqualTo(last().toString());

    Answer all =
        platform.send(
            platform.request("/api/ledger?state=missing", platform.token(Role.AUDITOR)).GET());
    assertThat(all.status()).isEqualTo(200);
    assertThat(all.json().at("/items"))
        .anySatisfy(
            cell -> {
              assertThat(cell.at("/event_type").asString()).isEqualTo(name);
              assertThat(cell.at("/missing").asLong()).isEqualTo(2);
              assertThat(cell.at("/hour")).isEqualTo(hour.at("/hour"));
            });
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains("event_bus_missing_records{event_type=\"" + name + "\"} 2.0"));
    assertThat(metrics())
        .contains("event_bus_captured_records_total{event_type=\"" + name + "\"} 3.0");

    // Found after all: the verdict is taken back.
    capture(2, 2, 0, last());
    awaitState("COMPLETE");
    assertThat(platform.get("/api/ledger").text()).doesNotContain(name);
  }

  @Test
  void what_was_read_and_dropped_is_missing() {
    publish(4);
    capture(4, 2, 1, last());
    assertThat(awaitState("MISSING").at("/problems/0/kind").asString()).isEqualTo("DROPPED");
  }

  @Test
  void what_was_not_counted_is_unknown() {
    publish(4);
    jdbc.sql(
            """
            INSERT INTO ledger_note (event_type, hour, shard, kind, last_sequence, noted_at)
            VALUES (:name, to_timestamp(:hour), :shard, 'NOT_RECORDED', :last, now())
            """)
        .param("name", name)
        .param("hour", now())
        .param("shard", shard)
        .param("last", last())
        .update();
    capture(0, 0, 0, last());
    JsonNode hour = awaitState("UNKNOWN");
    assertThat(hour.at("/missing").asLong()).isZero();
    assertThat(hour.at("/reason").asString()).contains("not counted");
  }

  @Test
  void hours_come_newest_first_in_pages() {
    for (int hour = 1; hour <= 5; hour++) {
      captureAt(hour * HOUR_SECONDS, 1, 1, 0, BigInteger.valueOf(hour));
    }
    Answer first = platform.get(path + "?limit=2&from=1970-01-01T02:30:00Z");
    assertThat(hours(first)).containsExactly("1970-01-01T05:00:00Z", "1970-01-01T04:00:00Z");
    String next = first.json().at("/next").asString();
    Answer second = platform.get(path + "?limit=2&from=1970-01-01T02:30:00Z&cursor=" + next);
    assertThat(hours(second)).containsExactly("1970-01-01T03:00:00Z", "1970-01-01T02:00:00Z");
    assertThat(second.json().at("/next").isMissingNode()).isTrue();
    assertThat(hours(platform.get(path + "?to=1970-01-01T02:00:00Z")))
        .containsExactly("1970-01-01T01:00:00Z");
    assertThat(platform.get(path + "?cursor=" + next).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?from=yesterday",
        "?to=1969-01-01T00:00:00Z",
        "?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
        "?limit=0",
        "?limit=1001",
        "?cursor=nonsense"
      })
  void bad_input_is_said_to_be_so(String query) {
    Answer answer = platform.get(path + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/violations").isEmpty()).isFalse();
    assertThat(platform.get("/api/ledger" + query).status()).isEqualTo(400);
  }

  @Test
  void unknown_event_types_and_states_are_refused() {
    assertThat(platform.get("/api/event-types/no.such/ledger").status()).isEqualTo(404);
    assertThat(platform.get("/api/ledger?state=fine").status()).isEqualTo(400);
    assertThat(platform.send(platform.request(path, platform.token(Role.SCIENTIST)).GET()).status())
        .isEqualTo(200);
  }

  @Test
  void details_are_added_up_when_they_are_old_and_totals_stay() {
    long old = (now() / HOUR_SECONDS - 40 * 24) * HOUR_SECONDS;
    captureAt(old, 5, 4, 1, BigInteger.TEN);
    jdbc.sql(
            """
            INSERT INTO ledger_captured
            SELECT event_type, hour, 'other', 2, 2, 0, 0, 1, 2 FROM ledger_captured
            WHERE event_type = :name
            """)
        .param("name", name)
        .update();
    jdbc.sql(
            """
            INSERT INTO ledger_published VALUES
              (:name, to_timestamp(:hour), 's', 0, 3, 0, 30, 1, 3),
              (:name, to_timestamp(:hour), 's', 1, 4, 0, 40, 4, 8),
              (:name, to_timestamp(:hour), '', 1, 0, 2, 0, NULL, NULL)
            """)
        .param("name", name)
        .param("hour", old)
        .update();
    platform.bean(LedgerRetention.class).tidy();
    platform.bean(LedgerRetention.class).tidy();

    JsonNode hour = platform.get(path).json().at("/items/0");
    assertThat(hour.at("/in_stream").asLong()).isEqualTo(7);
    assertThat(hour.at("/in_table").asLong()).isEqualTo(6);
    assertThat(hour.at("/published").asLong()).isEqualTo(7);
    assertThat(hour.at("/published_unknown").asLong()).isEqualTo(2);
    assertThat(
            jdbc.sql("SELECT count(*) FROM ledger_captured WHERE event_type = :name")
                .param("name", name)
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  private void publish(int events) {
    String body = "{\"amount\":1}\n".repeat(events);
    Answer answer =
        platform.send(
            platform
                .request("/api/event-types/" + name + "/events")
                .header("Content-Type", "application/x-ndjson")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    for (JsonNode item : answer.json().at("/items")) {
      sequences.add(new BigInteger(item.at("/sequence").asString()));
      shard = item.at("/shard").asString();
    }
    awaitPublished(events);
  }

  private void awaitPublished(int events) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(platform.get(path).json().at("/items/0/published").asLong())
                    .isEqualTo(events));
  }

  private BigInteger last() {
    return sequences.get(sequences.size() - 1);
  }

  private void capture(int read, int inTable, int inQuarantine, BigInteger position) {
    captureAt(now(), read, inTable, inQuarantine, position);
  }

  /** As the lake sink records it: at once. */
  private void captureAt(long time, int read, int inTable, int inQuarantine, BigInteger position) {
    new TransactionTemplate(new JdbcTransactionManager(database))
        .executeWithoutResult(transaction -> write(time, read, inTable, inQuarantine, position));
  }

  private void write(long time, int read, int inTable, int inQuarantine, BigInteger position) {
    long hour = time / HOUR_SECONDS * HOUR_SECONDS;
    BigInteger first = sequences.isEmpty() ? position : sequences.get(0);
    jdbc.sql(
            """
            INSERT INTO ledger_book AS b
              (event_type, commit_number, positions, captured, recorded_at, judge_from)
            VALUES (:name, 1, cast(:positions AS jsonb), :read, now(), to_timestamp(:hour))
            ON CONFLICT (event_type) DO UPDATE SET positions = excluded.positions,
              captured = b.captured + excluded.captured, recorded_at = now(),
              judge_from = LEAST(b.judge_from, excluded.judge_from)
            """)
        .param("name", name)
        .param("positions", "{\"" + shard + "\": \"" + position + "\"}")
        .param("read", read)
        .param("hour", hour)
        .update();
    jdbc.sql(
            """
            INSERT INTO ledger_captured AS c VALUES
              (:name, to_timestamp(:hour), :shard, :read, :table, :quarantine, 0, :first, :last)
            ON CONFLICT (event_type, hour, shard) DO UPDATE SET read = c.read + excluded.read,
              in_table = c.in_table + excluded.in_table
            """)
        .param("name", name)
        .param("hour", hour)
        .param("shard", shard)
        .param("read", read)
        .param("table", inTable)
        .param("quarantine", inQuarantine)
        .param("first", new java.math.BigDecimal(first))
        .param("last", new java.math.BigDecimal(position))
        .update();
    jdbc.sql("UPDATE ledger_book SET judge_from = to_timestamp(:hour) WHERE event_type = :name")
        .param("hour", hour)
        .param("name", name)
        .update();
  }

  private JsonNode awaitState(String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(platform.get(path).json().at("/items/0/state").asString())
                    .isEqualTo(state));
    return platform.get(path).json().at("/items/0");
  }

  private String metrics() {
    return platform
        .send(platform.request("/actuator/prometheus", platform.token(Role.AUDITOR)).GET())
        .text();
  }

  private static List<String> hours(Answer answer) {
    List<String> hours = new ArrayList<>();
    answer.json().at("/items").forEach(item -> hours.add(item.at("/hour").asString()));
    return hours;
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
