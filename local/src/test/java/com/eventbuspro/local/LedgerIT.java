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
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private static Path temp;
  private static LocalRun run;

  /** What a publish was answered. */
  private record Place(String shard, BigInteger sequence) {}

  @BeforeAll
  static void start() throws IOException {
    run = LocalRun.start(temp);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  @Test
  void recordsThatAreSkippedTurnTheirHourRedWithShardAndRange() throws Exception {
    String name = register("ledger.skipped");
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
    HttpResponse<String> answer =
        run.get("auditor", "/api/event-types/" + name + "/ledger", "application/json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<JsonNode> hours = new ArrayList<>();
    JSON.readTree(answer.body()).path("items").forEach(hours::add);
    return hours;
  }

  private static String register(String name) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        run.post(
            "engineer",
            "/api/event-types",
            """
            {"name":"%s","owner":"tests","description":"Counted","commit_interval_seconds":1,
             "schema":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}}"""
                .formatted(name));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return name;
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
