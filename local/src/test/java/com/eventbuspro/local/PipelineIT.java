package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * Pipelines on a real platform: what they bring forth is what the files say, though they are killed
 * in history and live.
 */
@TestMethodOrder(OrderAnnotation.class)
class PipelineIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NDJSON = "application/x-ndjson";
  private static final String FLIGHTS = "aviation.flight_departed";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int HALF = 10_000;

  /** Ends every window before it, and is in none that ends itself. */
  private static final String MUCH_LATER =
      "{\"departed_at\":\"2002-01-01T00:00:00Z\",\"origin\":\"ZZZ\",\"destination\":\"ZZZ\","
          + "\"distance_miles\":1,\"delay_minutes\":0}";

  private static final String VERY_LATE =
      "{\"departed_at\":\"2002-01-01T00:00:01Z\",\"origin\":\"SEA\",\"destination\":\"ORD\","
          + "\"distance_miles\":1721,\"delay_minutes\":181}";

  private static final String MUCH_LATER_DAY = "2002-01-01";
  private static final String DAYS = "analytics.daily_flights";
  private static final String DAILY =
      """
      SELECT window_start, origin, COUNT(*) AS flights
      FROM TABLE(TUMBLE(TABLE aviation.flight_departed, DESCRIPTOR(_time), INTERVAL '1' DAY)) %s
      GROUP BY window_start, window_end, origin""";

  @TempDir private static Path temp;
  private static LocalRun run;
  private static EventTypes eventTypes;
  private static Pipelines pipelines;
  private static List<String> flights;
  private static int published;

  @BeforeAll
  static void publishHalf() throws Exception {
    run = LocalRun.start(temp);
    eventTypes = new EventTypes(run);
    pipelines = new Pipelines(run);
    flights = new ArrayList<>(Files.readAllLines(Path.of("..", "samples", "flights.ndjson")));
    HttpResponse<String> schema =
        run.post(
            "engineer",
            "/api/schemas/infer",
            NDJSON,
            BodyPublishers.ofString(String.join("\n", flights)));
    eventTypes.register(
        FLIGHTS,
        "\"time_property\":\"departed_at\",\"out_of_orderness_seconds\":60,",
        schema.body());
    publishFlights(HALF);
    await().atMost(PATIENCE).until(() -> eventTypes.rows(FLIGHTS).size() == HALF);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  /** First, since it is about the events that come while it runs; the others want all of them. */
  @Test
  @Order(1)
  void windowsOverHistoryAndLiveEqualTheFileThoughTheRunnerIsKilledInBoth() throws Exception {
    pipelines.create(
        "hourly-delays",
        """
        SELECT window_start, window_end, origin, COUNT(*) AS flights, AVG(CAST(delay_minutes AS DOUBLE)) AS mean_delay
        FROM TABLE(TUMBLE(TABLE aviation.flight_departed, DESCRIPTOR(_time), INTERVAL '1' HOUR))
        GROUP BY window_start, window_end, origin""",
        "{\"type\":\"lake_table\",\"name\":\"analytics.hourly_delay\"}");
    // As soon as it is at work: most often in the middle of history.
    pipelines.awaitPhase("hourly-delays", Instant.EPOCH, "STARTING", "BACKFILLING", "LIVE");
    Instant killed = killRunner();
    pipelines.awaitPhase("hourly-delays", killed, "LIVE");
    publishFlights(15_000);
    killed = killRunner();
    pipelines.awaitPhase("hourly-delays", killed, "STARTING", "BACKFILLING", "LIVE");
    publishFlights(flights.size());
    eventTypes.publish(FLIGHTS, List.of(MUCH_LATER));

    Map<String, String> expected = hourlyDelays();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> hourlyDelaysInTheLake().size() >= expected.size());
    List<String> found = hourlyDelaysInTheLake();
    assertThat(found).doesNotHaveDuplicates();
    // Sets: lists of that length are compared in quadratic time.
    assertThat(new TreeSet<>(found))
        .isEqualTo(
            expected.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void aDerivedEventTypeHasATableOfItsOwnAndIsReadByASecondPipeline() throws Exception {
    publishFlights(flights.size());
    pipelines.create(
        "late-flights",
        "SELECT _id, departed_at, origin, delay_minutes FROM aviation.flight_departed WHERE delay_minutes > 120",
        "{\"type\":\"event_type\",\"name\":\"aviation.flight_late\"}");
    pipelines.create(
        "late-at-chicago",
        "SELECT departed_at, delay_minutes FROM aviation.flight_late WHERE origin = 'ORD'",
        "{\"type\":\"lake_table\",\"name\":\"analytics.late_at_chicago\"}");

    List<JsonNode> late =
        flights.stream()
            .map(JSON::readTree)
            .filter(flight -> flight.path("delay_minutes").asInt() > 120)
            .toList();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(
                        eventTypes.rows("aviation.flight_late").stream()
                            .map(PipelineIT::summary)
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(
                        late.stream().map(PipelineIT::summary).toList()));
    assertThat(eventTypes.rows("aviation.flight_late"))
        .as("the time of what it was made of is the time of a derived event")
        .allSatisfy(
            row ->
                assertThat(Instant.parse(row.path("_time").asString()))
                    .isEqualTo(Instant.parse(row.path("departed_at").asString())));
    List<String> atChicago =
        late.stream()
            .filter(flight -> flight.path("origin").asString().equals("ORD"))
            .map(
                flight ->
                    Instant.parse(flight.path("departed_at").asString())
                        + " "
                        + flight.path("delay_minutes").asInt())
            .toList();
    assertThat(atChicago).isNotEmpty();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(
                        DuckDb.query(
                            run,
                            "analytics.late_at_chicago",
                            "SELECT DISTINCT epoch_ms(departed_at), delay_minutes FROM %s",
                            row -> Instant.ofEpochMilli(row.getLong(1)) + " " + row.getLong(2)))
                    .containsExactlyInAnyOrderElementsOf(atChicago));
  }

  @Test
  void twoEventTypesAreJoined() throws Exception {
    publishFlights(flights.size());
    String airports = "aviation.airport_named";
    eventTypes.register(
        airports,
        "",
        """
        {"type":"object","required":["code","city"],"properties":{"code":{"type":"string"},"city":{"type":"string"}}}""");
    eventTypes.publish(
        airports,
        List.of(
            "{\"code\":\"SEA\",\"city\":\"Seattle\"}", "{\"code\":\"ORD\",\"city\":\"Chicago\"}"));
    pipelines.create(
        "very-late-by-city",
        """
        SELECT f.departed_at, a.city, f.delay_minutes
        FROM aviation.flight_departed f JOIN aviation.airport_named a ON f.origin = a.code
        WHERE f.delay_minutes > 90""",
        "{\"type\":\"lake_table\",\"name\":\"analytics.very_late_by_city\"}");
    Map<String, String> cities = Map.of("SEA", "Seattle", "ORD", "Chicago");
    List<String> expected =
        flights.stream()
            .map(JSON::readTree)
            .filter(flight -> flight.path("delay_minutes").asInt() > 90)
            .filter(flight -> cities.containsKey(flight.path("origin").asString()))
            .map(
                flight ->
                    Instant.parse(flight.path("departed_at").asString())
                        + " "
                        + cities.get(flight.path("origin").asString())
                        + " "
                        + flight.path("delay_minutes").asInt())
            .toList();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(
                        DuckDb.query(
                            run,
                            "analytics.very_late_by_city",
                            "SELECT epoch_ms(departed_at), city, delay_minutes FROM %s",
                            row ->
                                Instant.ofEpochMilli(row.getLong(1))
                                    + " "
                                    + row.getString(2)
                                    + " "
                                    + row.getLong(3)))
                    .containsExactlyInAnyOrderElementsOf(expected));
  }

  @Test
  void aScientistMakesAPipelineInTheBrowserWithTheKeyboardAlone() throws Exception {
    publishFlights(flights.size());
    await().atMost(PATIENCE).until(() -> eventTypes.rows(FLIGHTS).size() >= flights.size());
    String sql =
        "SELECT departed_at, %s, delay_minutes FROM " + FLIGHTS + " WHERE delay_minutes > 180";
    List<String> expected =
        flights.stream()
            .map(JSON::readTree)
            .filter(flight -> flight.path("delay_minutes").asInt() > 180)
            .map(PipelineIT::summary)
            .toList();
    try (ConsoleVisit scientist = new ConsoleVisit(run, PATIENCE)) {
      scientist.signIn("scientist");
      scientist.find("departed", FLIGHTS);
      scientist.press(AriaRole.LINK, "New pipeline from this event type");

      scientist.fill(".CodeMirror textarea", sql.formatted("orgin"));
      scientist.sees("#checked", "Line 1, column 21");
      scientist.press(AriaRole.BUTTON, "origin");
      scientist.sees("#checked", "The SQL is right: 3 columns");
      scientist.previewSql();
      scientist.sees("#preview-result", expected.size() + " rows from 20,00");
      assertThat(scientist.texts("#preview-result tbody tr")).hasSize(expected.size());
      scientist.fill("#eventType", "analytics.flight_very_late");
      scientist.fill("#name", "very-late");
      scientist.fill("#owner", "analytics");
      scientist.fill("#purpose", "Flights that somebody should call about");
      scientist.keep("pipeline-form");
      scientist.press(AriaRole.BUTTON, "Create pipeline");

      scientist.seesAddress("**/pipelines/very-late");
      scientist.sees("#status .state", "Live");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(veryLate()).hasSameElementsAs(expected));
      scientist.keep("pipeline-live");

      scientist.press(AriaRole.BUTTON, "Pause …");
      scientist.press(AriaRole.BUTTON, "Pause");
      scientist.sees("#status .state", "Paused");
      flights.add(VERY_LATE);
      publishFlights(flights.size());
      scientist.press(AriaRole.BUTTON, "Resume");
      scientist.sees("#status .state", "Live");
      List<String> more = new ArrayList<>(expected);
      more.add(summary(JSON.readTree(VERY_LATE)));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(veryLate()).hasSameElementsAs(more));
      scientist.sees("#runs", "Went on from");

      scientist.press(AriaRole.LINK, "its page");
      scientist.sees("h1", "analytics.flight_very_late");
      scientist.sees("#newest", "181");
      scientist.keep("derived-event-type");
      assertThat(scientist.complaints()).isEmpty();
    }
  }

  @Test
  void aChangeIsBackfilledBesideTheOldVersionComparedAndSwitchedToThoughTheRunnerIsKilled()
      throws Exception {
    publishFlights(flights.size());
    eventTypes.publish(FLIGHTS, List.of(MUCH_LATER));
    pipelines.create(
        "daily-flights",
        DAILY.formatted(""),
        "{\"type\":\"lake_table\",\"name\":\"" + DAYS + "\"}");
    await().atMost(PATIENCE).untilAsserted(() -> assertDays(DAYS, daily(Integer.MIN_VALUE)));

    String path = "/api/pipelines/daily-flights";
    ObjectNode change = JSON.createObjectNode();
    change.put("sql", DAILY.formatted("WHERE delay_minutes > 15"));
    change.put("on_incompatible", "BACKFILL");
    HttpResponse<String> changed = run.patch("scientist", path, change.toString());
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    await().atMost(PATIENCE).untilAsserted(() -> assertDays(DAYS + "__v2", daily(15)));
    Set<String> gone = daily(Integer.MIN_VALUE);
    gone.removeAll(daily(15));
    Set<String> come = daily(15);
    come.removeAll(daily(Integer.MIN_VALUE));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode differences = differences(path);
              assertThat(differences.path("only_current_rows").asInt()).isEqualTo(gone.size());
              assertThat(differences.path("only_candidate_rows").asInt()).isEqualTo(come.size());
            });
    assertDays(DAYS, daily(Integer.MIN_VALUE));

    HttpResponse<String> switched = run.post("scientist", path + "/switch", "{\"version\":2}");
    assertThat(switched.statusCode()).as(switched.body()).isEqualTo(200);
    run.killRunner();
    await().atMost(PATIENCE).untilAsserted(() -> assertDays(DAYS, daily(15)));
    assertDays(DAYS + "__v1", daily(Integer.MIN_VALUE));
    eventTypes.publish(FLIGHTS, List.of(later("2002-02-01", 20), later("2002-03-01", 0)));
    Set<String> andLive = daily(15);
    andLive.add("2002-02-01 SEA 1");
    await().atMost(PATIENCE).untilAsserted(() -> assertDays(DAYS, andLive));
  }

  private static JsonNode differences(String pipeline) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        run.get("scientist", pipeline + "/comparison", "application/json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String later(String day, int delay) {
    return "{\"departed_at\":\"%sT00:00:00Z\",\"origin\":\"SEA\",\"destination\":\"ORD\",\"distance_miles\":1721,\"delay_minutes\":%d}"
        .formatted(day, delay);
  }

  /** How many flights of an airport were later than that, by day, of the file. */
  private static Set<String> daily(int moreThan) {
    Map<String, Long> counts =
        flights.stream()
            .map(JSON::readTree)
            .filter(flight -> flight.path("delay_minutes").asInt() > moreThan)
            .collect(
                Collectors.groupingBy(
                    flight ->
                        flight.path("departed_at").asString().substring(0, 10)
                            + " "
                            + flight.path("origin").asString(),
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Without the day of what the other tests publish at the end. */
  private static void assertDays(String table, Set<String> expected) throws IOException {
    List<String> found =
        DuckDb.query(
                run,
                table,
                "SELECT strftime(window_start, '%%Y-%%m-%%d'), origin, flights FROM %s",
                row -> row.getString(1) + " " + row.getString(2) + " " + row.getLong(3))
            .stream()
            .filter(day -> !day.startsWith(MUCH_LATER_DAY))
            .toList();
    assertThat(found).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(found)).isEqualTo(expected);
  }

  private static List<String> veryLate() throws IOException, InterruptedException {
    return eventTypes.rows("analytics.flight_very_late").stream().map(PipelineIT::summary).toList();
  }

  /** Number and mean of delays by hour and origin, of the file. */
  private static Map<String, String> hourlyDelays() {
    return flights.stream()
        .map(JSON::readTree)
        .collect(
            Collectors.groupingBy(
                flight ->
                    Instant.parse(flight.path("departed_at").asString())
                            .truncatedTo(ChronoUnit.HOURS)
                        + " "
                        + flight.path("origin").asString(),
                TreeMap::new,
                Collectors.collectingAndThen(
                    Collectors.summarizingInt(flight -> flight.path("delay_minutes").asInt()),
                    delays -> delays.getCount() + " " + delays.getAverage())));
  }

  private static List<String> hourlyDelaysInTheLake() throws IOException {
    return DuckDb.query(
        run,
        "analytics.hourly_delay",
        "SELECT epoch_ms(window_start), origin, flights, mean_delay FROM %s",
        row ->
            Instant.ofEpochMilli(row.getLong(1))
                + " "
                + row.getString(2)
                + " "
                + row.getLong(3)
                + " "
                + row.getDouble(4));
  }

  private static String summary(JsonNode flight) {
    return Instant.parse(flight.path("departed_at").asString())
        + " "
        + flight.path("origin").asString()
        + " "
        + flight.path("delay_minutes").asInt();
  }

  private static Instant killRunner() {
    run.killRunner();
    return Instant.now();
  }

  /** Publishes the next ones, so that so many of them are published. */
  private static void publishFlights(int count) throws IOException, InterruptedException {
    if (count > published) {
      eventTypes.publish(FLIGHTS, flights.subList(published, count));
      published = count;
    }
  }
}
