package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The README's tour on a real platform: what was published is what the lake holds, as others see it
 * too, and also when everything is killed meanwhile.
 */
@TestMethodOrder(OrderAnnotation.class)
class TourIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final String NDJSON = "application/x-ndjson";
  private static final String FLIGHTS = "aviation.flight_departed";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Enough for several commits (one a second) to be behind us and one under way. */
  private static final int BATCHES_BEFORE_KILL = 60;

  @TempDir private static Path temp;
  private static LocalRun run;

  @BeforeAll
  static void start() throws IOException {
    run = LocalRun.start(temp);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  @Test
  @Order(1)
  void theLakeHoldsEveryFlightOnce() throws Exception {
    Path file = SAMPLES.resolve("flights.ndjson");
    register(FLIGHTS, "flight-operations", file, "\"time_property\":\"departed_at\",");
    publish(FLIGHTS, Files.readString(file));

    List<JsonNode> rows = awaitRows(FLIGHTS, 20_000);

    assertThat(positions(rows)).hasSize(20_000).doesNotHaveDuplicates();
    assertThat(meanDelayByOrigin(rows)).isEqualTo(meanDelayByOrigin(lines(Files.readString(file))));
  }

  @Test
  @Order(2)
  void theLakeHoldsEveryNestedQuakeOnce() throws Exception {
    Path file = SAMPLES.resolve("earthquakes.ndjson");
    register("seismic.quake_reported", "geology", file, "");
    publish("seismic.quake_reported", Files.readString(file));

    List<JsonNode> rows = awaitRows("seismic.quake_reported", 1_707);

    assertThat(positions(rows)).hasSize(1_707).doesNotHaveDuplicates();
    Map<String, JsonNode> published =
        lines(Files.readString(file)).stream()
            .collect(Collectors.toMap(n -> n.path("id").asString(), n -> n));
    for (JsonNode row : rows) {
      JsonNode original = published.get(row.path("id").asString());
      assertThat(row.at("/properties/place")).isEqualTo(original.at("/properties/place"));
      assertThat(row.at("/geometry/coordinates/2").asDouble())
          .isEqualTo(original.at("/geometry/coordinates/2").asDouble());
    }
  }

  @Test
  @Order(3)
  void anotherEngineFindsTheSameFlights() throws Exception {
    List<List<Long>> found =
        DuckDb.query(
            run,
            FLIGHTS,
            "SELECT count(*), count(DISTINCT (_shard, _sequence)), sum(delay_minutes) FROM %s",
            row -> List.of(row.getLong(1), row.getLong(2), row.getLong(3)));

    long delays =
        lines(Files.readString(SAMPLES.resolve("flights.ndjson"))).stream()
            .mapToLong(n -> n.path("delay_minutes").asLong())
            .sum();
    assertThat(found).containsExactly(List.of(20_000L, 20_000L, delays));
  }

  @Test
  @Order(4)
  void anEventThatNeverSawOurApiReachesTheLakeAndABadOneTheQuarantine() throws Exception {
    String good =
        "{\"departed_at\":\"2001-04-01T08:00:00Z\",\"origin\":\"ZZZ\",\"destination\":\"SFO\","
            + "\"distance_miles\":1,\"delay_minutes\":2}";
    PlainKinesis.put(run, "ebp-local-" + FLIGHTS, good);
    PlainKinesis.put(run, "ebp-local-" + FLIGHTS, "{\"origin\": 17}");
    PlainKinesis.put(run, "ebp-local-" + FLIGHTS, "not JSON at all");
    PlainKinesis.put(run, "ebp-local-" + FLIGHTS, good);

    List<JsonNode> rows = awaitRows(FLIGHTS, 20_002);

    assertThat(rows).filteredOn(row -> row.path("origin").asString().equals("ZZZ")).hasSize(2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              HttpResponse<String> answer =
                  run.get(
                      "engineer",
                      "/api/event-types/" + FLIGHTS + "/quarantine",
                      "application/json");
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
              List<String> payloads = new ArrayList<>();
              for (JsonNode item : JSON.readTree(answer.body()).path("items")) {
                payloads.add(item.at("/payload/content").asString());
              }
              assertThat(payloads).containsExactlyInAnyOrder("not JSON at all", "{\"origin\": 17}");
            });
  }

  @Test
  @Order(5)
  void whatWasAcknowledgedIsInTheLakeOnceThoughEverythingWasKilled() throws Exception {
    String name = "crash.thing_happened";
    post(
        "/api/event-types",
        """
        {"name":"%s","owner":"tests","description":"Published while all is killed","commit_interval_seconds":1,
         "schema":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}}"""
            .formatted(name));
    awaitReady(name);
    Set<String> acknowledged = new HashSet<>();
    int n = 0;
    for (Runnable kill : List.<Runnable>of(run::killEverything, run::killLauncher)) {
      Thread killer = new Thread(kill, "killer");
      for (int batch = 0; batch < BATCHES_BEFORE_KILL || killer.isAlive(); batch++, n += 100) {
        if (batch == BATCHES_BEFORE_KILL - 1) {
          killer.start();
        }
        try {
          acknowledged.addAll(publishBatch(name, n));
        } catch (IOException e) {
          // Cut by the kill: nobody told us that these are safe, so nothing is expected of them.
        }
      }
      run.startAgain();
    }
    acknowledged.addAll(publishBatch(name, n));
    assertThat(acknowledged).hasSizeGreaterThan(BATCHES_BEFORE_KILL * 100);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<String> inLake = positions(rows(name));
              assertThat(inLake).doesNotHaveDuplicates();
              assertThat(new HashSet<>(inLake).containsAll(acknowledged))
                  .as(
                      "all %d acknowledged events are among the %d rows",
                      acknowledged.size(), inLake.size())
                  .isTrue();
            });
    assertThat(positions(rows(FLIGHTS))).hasSize(20_002).doesNotHaveDuplicates();
  }

  @Test
  @Order(6)
  void theReadmesCommandLineReachesTheLakeToo() throws Exception {
    assumeTrue(
        AwsCli.works(), "The AWS CLI is not on the PATH (or does not run), so it is not tried");
    int before = rows(FLIGHTS).size();
    AwsCli.runAsInReadme(run);

    List<JsonNode> rows = awaitRows(FLIGHTS, before + 1);

    assertThat(rows)
        .filteredOn(
            row ->
                row.path("departed_at").asString().equals("2001-04-01T08:00:00Z")
                    && row.path("origin").asString().equals("SEA"))
        .singleElement()
        .satisfies(row -> assertThat(row.path("distance_miles").asInt()).isEqualTo(679));
  }

  @Test
  @Order(7)
  void everyMetricThatAnAlertNeedsIsThere() throws Exception {
    PlainKinesis.put(run, "ebp-local-" + FLIGHTS, "not JSON either");
    HttpResponse<String> pipeline =
        run.post(
            "scientist",
            "/api/pipelines",
            """
            {"name":"origins","owner":"flight-operations","purpose":"Watched by Prometheus",
             "sql":"SELECT origin FROM %s","start":"history",
             "destination":{"type":"lake_table","name":"analytics.origin"}}"""
                .formatted(FLIGHTS));
    assertThat(pipeline.statusCode()).as(pipeline.body()).isEqualTo(201);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Alerts.metrics())
                    .allSatisfy(
                        metric ->
                            assertThat(run.metrics())
                                .anyMatch(
                                    line ->
                                        line.startsWith(metric + " ")
                                            || line.startsWith(metric + "{"))));
    JsonNode flights =
        JSON.readTree(
            run.get("engineer", "/api/event-types/" + FLIGHTS, "application/json").body());
    assertThat(flights.at("/capture/lag_seconds").asLong(-1)).isBetween(0L, 600L);
    assertThat(flights.at("/capture/retention_hours").asInt()).isEqualTo(24);
    assertThat(flights.at("/capture/last_commit_rows").asLong(-1)).isNotNegative();
  }

  private static void awaitReady(String name) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                JSON.readTree(
                        run.get("engineer", "/api/event-types/" + name, "application/json").body())
                    .path("ready")
                    .asString(),
            "TRUE"::equals);
  }

  private static List<String> publishBatch(String name, int from)
      throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    for (int i = from; i < from + 100; i++) {
      body.append("{\"n\":").append(i).append("}\n");
    }
    HttpResponse<String> answer =
        run.post(
            "engineer",
            "/api/event-types/" + name + "/events",
            NDJSON,
            BodyPublishers.ofString(body.toString()));
    List<String> positions = new ArrayList<>();
    for (JsonNode item : JSON.readTree(answer.body()).path("items")) {
      if (item.has("sequence")) {
        positions.add(item.path("shard").asString() + " " + item.path("sequence").asString());
      }
    }
    return positions;
  }

  private static void register(String name, String owner, Path samples, String more)
      throws IOException, InterruptedException {
    HttpResponse<String> schema =
        run.post("engineer", "/api/schemas/infer", NDJSON, BodyPublishers.ofFile(samples));
    assertThat(schema.statusCode()).as(schema.body()).isEqualTo(200);
    post(
        "/api/event-types",
        "{\"name\":\"%s\",\"owner\":\"%s\",\"description\":\"Sample\",%s\"commit_interval_seconds\":2,\"schema\":%s}"
            .formatted(name, owner, more, schema.body()));
  }

  private static void post(String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> answer = run.post("engineer", path, json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static void publish(String name, String ndjson) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        run.post(
            "engineer",
            "/api/event-types/" + name + "/events?results=rejected",
            NDJSON,
            BodyPublishers.ofString(ndjson));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static List<JsonNode> awaitRows(String name, int count) {
    return await().atMost(PATIENCE).until(() -> rows(name), rows -> rows.size() >= count);
  }

  private static List<JsonNode> rows(String name) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        run.get("scientist", "/api/event-types/" + name + "/events?limit=1000000", NDJSON);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return lines(answer.body());
  }

  private static List<JsonNode> lines(String ndjson) {
    return ndjson.lines().map(JSON::readTree).toList();
  }

  private static List<String> positions(List<JsonNode> rows) {
    return rows.stream()
        .map(row -> row.path("_shard").asString() + " " + row.path("_sequence").asString())
        .toList();
  }

  private static Map<String, Double> meanDelayByOrigin(List<JsonNode> flights) {
    Map<String, List<Integer>> delays = new HashMap<>();
    for (JsonNode flight : flights) {
      delays
          .computeIfAbsent(flight.path("origin").asString(), origin -> new ArrayList<>())
          .add(flight.path("delay_minutes").asInt());
    }
    Map<String, Double> means = new TreeMap<>();
    delays.forEach(
        (origin, values) ->
            means.put(origin, values.stream().mapToInt(v -> v).average().orElseThrow()));
    return means;
  }
}
