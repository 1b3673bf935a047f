package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The completeness ledger of a whole platform: a loss that is made shows. */
class LedgerIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NDJSON = "application/x-ndjson";
  private static final String NUMBERED =
      "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}";
  private static final String PAID =
      """
      {"type":"object","properties":{"order":{"type":"integer"},
       "paid_by":{"type":"string","enum":[%s]}},"required":["order"]}""";

  /** Some batches of a re-drive. */
  private static final int REJECTED = 50_000;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private static Path temp;
  private static LocalRun run;
  private static EventTypes eventTypes;

  /** What a publish was answered. */
  private record Place(String shard, BigInteger sequence) {}

  @BeforeAll
  static void start() throws IOException {
    run = LocalRun.start(temp);
    eventTypes = new EventTypes(run);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  @Test
  void recordsThatAreSkippedTurnTheirHourRedWithShardAndRange() throws Exception {
    String name = "ledger.skipped";
    eventTypes.register(name, "", NUMBERED);
    publish(name, 10);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(sum(name, "in_table")).isEqualTo(10));
    // A sink that stands still, and somebody who moves the position past five records of ten.
    run.pauseSink();
    List<Place> places = publish(name, 10);
    PlainIceberg.movePosition(
        run, name, places.get(4).shard(), places.get(4).sequence().toString());
    run.killSink();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(sum(name, "missing")).isEqualTo(5));
    JsonNode problem = red(name).path("problems").get(0);
    assertThat(problem.path("kind").asString()).isEqualTo("NOT_CAPTURED");
    assertThat(problem.path("shard").asString()).isEqualTo(places.get(0).shard());
    BigInteger first = new BigInteger(problem.path("first_sequence").asString());
    BigInteger last = new BigInteger(problem.path("last_sequence").asString());
    assertThat(first).isLessThanOrEqualTo(places.get(0).sequence());
    assertThat(last).isGreaterThanOrEqualTo(places.get(4).sequence());
    assertThat(sum(name, "in_table")).isEqualTo(15);
    HttpResponse<String> all = run.get("auditor", "/api/ledger?state=missing", "application/json");
    assertThat(JSON.readTree(all.body()).path("items"))
        .singleElement()
        .satisfies(cell -> assertThat(cell.path("event_type").asString()).isEqualTo(name));
  }

  @Test
  void whatIsRedrivenEntersTheTableOnceAsItArrivedThoughAllIsKilledMeanwhile() throws Exception {
    String name = "ledger.redriven";
    eventTypes.register(name, "", PAID.formatted("\"card\""));
    List<String> vouchers =
        IntStream.range(0, REJECTED)
            .mapToObj("{\"order\":%d,\"paid_by\":\"voucher\"}"::formatted)
            .toList();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(eventType(name).path("ready").asString()).isEqualTo("TRUE"));
    PlainKinesis.putAll(run, "ebp-local-" + name, vouchers);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(sum(name, "in_quarantine")).isEqualTo(REJECTED));
    List<String> arrived = arrivals(name + "__quarantine");
    assertThat(arrived).hasSize(REJECTED);

    run.post(
        "engineer",
        "/api/event-types/" + name + "/schemas",
        PAID.formatted("\"card\",\"voucher\""));
    HttpResponse<String> asked =
        run.post(
            "engineer",
            "/api/event-types/" + name + "/quarantine/redrive?reason=Vouchers",
            "{\"cause\":\"NOT_IN_ENUM\"}");
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    String path = asked.headers().firstValue("Location").orElseThrow();
    JsonNode begun =
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(50))
            .until(() -> read(path), redrive -> redrive.path("taken").asLong() > 0);
    assertThat(state(begun)).as("killed while it works").isEqualTo("RUNNING");
    run.killEverything();
    run.startAgain();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(read(path))).isEqualTo("DONE"));
    assertThat(arrivals(name)).isEqualTo(arrived);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(sum(name, "in_table")).isEqualTo(REJECTED);
              assertThat(sum(name, "in_quarantine")).isZero();
              assertThat(sum(name, "missing")).isZero();
            });
  }

  /** Where each row came from, and when it had arrived, in order: so many are compared fast. */
  private static List<String> arrivals(String table) throws IOException {
    return DuckDb.query(
        run,
        table,
        "SELECT _shard, _sequence, _ingested_at FROM %s ORDER BY ALL",
        row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3));
  }

  private static String state(JsonNode redrive) {
    return redrive.path("state").asString();
  }

  private static JsonNode eventType(String name) throws IOException, InterruptedException {
    return read("/api/event-types/" + name);
  }

  private static JsonNode read(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = run.get("auditor", path, "application/json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode red(String name) throws IOException, InterruptedException {
    return ledger(name).stream()
        .filter(hour -> hour.path("state").asString().equals("MISSING"))
        .findFirst()
        .orElseThrow();
  }

  private static long sum(String name, String count) throws IOException, InterruptedException {
    return ledger(name).stream().mapToLong(hour -> hour.path(count).asLong()).sum();
  }

  private static List<JsonNode> ledger(String name) throws IOException, InterruptedException {
    List<JsonNode> hours = new ArrayList<>();
    read("/api/event-types/" + name + "/ledger").path("items").forEach(hours::add);
    return hours;
  }

  private static List<Place> publish(String name, int events)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        run.post(
            "engineer",
            "/api/event-types/" + name + "/events",
            NDJSON,
            BodyPublishers.ofString("{\"n\":1}\n".repeat(events)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<Place> places = new ArrayList<>();
    for (JsonNode item : JSON.readTree(answer.body()).path("items")) {
      places.add(
          new Place(
              item.path("shard").asString(), new BigInteger(item.path("sequence").asString())));
    }
    return places;
  }
}
