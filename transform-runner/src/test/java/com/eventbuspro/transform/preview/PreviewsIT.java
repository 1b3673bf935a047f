package com.eventbuspro.transform.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.transform.analysis.Analyzer;
import com.eventbuspro.transform.analysis.BoundedPlanner;
import com.eventbuspro.transform.analysis.BusyException;
import com.eventbuspro.transform.http.InternalHttp;
import com.eventbuspro.transform.http.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Previews of flights that are in a lake in memory, on the very cluster that serves people. */
class PreviewsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ENDLESS =
      "SELECT COUNT(*) AS n FROM air.departed a, air.departed b, air.departed c"
          + " WHERE a.delay + b.delay + c.delay < 0";
  private static final String ALL = "{\"rows\": 1000000}";

  private static final Previews PREVIEWS =
      previews(new PreviewLimits(1, PATIENCE, 2, 64, Duration.ofMinutes(5)));

  @BeforeAll
  static void write() {
    History.write();
  }

  @AfterAll
  static void close() {
    PREVIEWS.close();
  }

  @Test
  void aFilterShowsItsRowsAndHowManyWereRead() throws Exception {
    JsonNode preview =
        preview(
            "SELECT number, origin, _time FROM air.departed WHERE number IN (7, 1999)", ALL, 10);

    assertThat(preview.path("error").isNull()).as(preview.toString()).isTrue();
    assertThat(preview.path("columns"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"name": "number", "type": "BIGINT", "masked": false},
                 {"name": "origin", "type": "STRING", "masked": false},
                 {"name": "_time", "type": "TIMESTAMP_LTZ(3)", "masked": false}]
                """));
    assertThat(rows(preview))
        .containsExactlyInAnyOrder(
            "[7,\"JFK\",\"2001-01-01T00:07:00Z\"]", "[1999,\"JFK\",\"2001-01-02T09:19:00Z\"]");
    assertThat(preview.path("changes").stringValue()).isEqualTo("APPEND");
    assertThat(preview.at("/source_rows/air.departed").longValue()).isEqualTo(2000);
    assertThat(preview.path("complete").booleanValue()).isTrue();
  }

  @Test
  void noMoreRowsThanAskedForAreShown() throws Exception {
    JsonNode preview = preview("SELECT number FROM air.departed", ALL, 3);

    assertThat(rows(preview)).hasSize(3);
    assertThat(preview.path("complete").booleanValue()).isFalse();
    assertThat(preview.path("error").isNull()).isTrue();
  }

  @Test
  void rowsThatChangeAreShownAsTheyAreInTheEnd() throws Exception {
    JsonNode preview =
        preview(
            "SELECT origin, COUNT(*) AS n, MAX(number) AS last FROM air.departed GROUP BY origin",
            ALL,
            10);

    assertThat(preview.path("changes").stringValue()).isEqualTo("UPDATING");
    assertThat(rows(preview))
        .containsExactlyInAnyOrder(
            "[\"SFO\",500,1996]", "[\"LAX\",500,1997]", "[\"SEA\",500,1998]", "[\"JFK\",500,1999]");
    assertThat(preview.path("complete").booleanValue()).isTrue();
  }

  @Test
  void rowsThatChangeAreInTheOrderThatIsAskedFor() throws Exception {
    String counts =
        "SELECT origin, MAX(number) AS newest FROM air.departed WHERE number > 3 GROUP BY origin";

    assertThat(rows(preview(counts + " ORDER BY newest DESC LIMIT 3", ALL, 10)))
        .containsExactly("[\"JFK\",1999]", "[\"SEA\",1998]", "[\"LAX\",1997]");
    assertThat(
            rows(
                preview(
                    "SELECT newest FROM (%s) ORDER BY newest DESC, origin LIMIT 2"
                        .formatted(counts),
                    ALL,
                    10)))
        .containsExactly("[1999]", "[1998]");
    assertThat(rows(preview(counts + " ORDER BY origin LIMIT 3", ALL, 2)))
        .containsExactly("[\"JFK\",1999]", "[\"LAX\",1997]");
    assertThat(
            rows(
                preview(
                    "SELECT CASE WHEN number < 2 THEN number END AS n, COUNT(*) AS many"
                        + " FROM air.departed GROUP BY CASE WHEN number < 2 THEN number END"
                        + " ORDER BY n DESC NULLS LAST LIMIT 5",
                    ALL,
                    10)))
        .containsExactly("[1,1]", "[0,1]", "[null,1998]");
  }

  @Test
  void windowsAreThoseOfAPipeline() throws Exception {
    Map<Integer, Integer> expected = new TreeMap<>();
    for (int number = 0; number < History.COUNT; number++) {
      expected.merge(number / 60, History.delay(number), Integer::sum);
    }

    JsonNode preview =
        preview(
            """
            SELECT window_start, SUM(delay) AS total
            FROM TABLE(TUMBLE(TABLE air.departed, DESCRIPTOR(_time), INTERVAL '1' HOUR))
            GROUP BY window_start, window_end
            """,
            ALL,
            100);

    assertThat(rows(preview))
        .containsExactlyInAnyOrderElementsOf(
            expected.entrySet().stream()
                .map(
                    hour ->
                        "[\"%s\",%d]"
                            .formatted(
                                History.FIRST
                                    .plus(Duration.ofHours(hour.getKey()))
                                    .atOffset(ZoneOffset.UTC)
                                    .toLocalDateTime(),
                                hour.getValue()))
                .toList());
  }

  @Test
  void patternsAreFoundAcrossFiles() throws Exception {
    JsonNode preview =
        preview(
            """
            SELECT * FROM air.departed MATCH_RECOGNIZE (
              ORDER BY _time MEASURES a.number AS first_one, b.number AS next_one
              PATTERN (a b) DEFINE a AS a.number = 499, b AS b.number = 500)
            """,
            ALL,
            10);

    assertThat(rows(preview)).containsExactly("[499,500]");
  }

  @Test
  void personalDataIsMaskedBeforeAnythingIsComputed() throws Exception {
    JsonNode found =
        preview(
            "SELECT number FROM air.departed WHERE pilot = 'pilot-3' OR pilot_age > 0", ALL, 10);
    JsonNode shown =
        preview("SELECT pilot, pilot_age, number FROM air.departed WHERE number = 3", ALL, 10);
    JsonNode joined =
        preview(
            "SELECT COUNT(*) AS n, b.seat FROM air.departed d JOIN air.booked b"
                + " ON d.pilot = b.pilot WHERE d.number < 70 GROUP BY b.seat",
            ALL,
            10);

    assertThat(rows(found)).isEmpty();
    assertThat(rows(shown)).singleElement().asString().matches("\\[\"pii:[0-9a-f]{12}\",null,3]");
    assertThat(shown.at("/columns/0/masked").booleanValue()).isTrue();
    assertThat(shown.at("/columns/2/masked").booleanValue()).isFalse();
    assertThat(rows(joined)).containsExactlyInAnyOrder("[10,\"0A\"]", "[10,\"1A\"]", "[10,\"2A\"]");
  }

  @Test
  void whoMaySeePersonalDataSeesIt() throws Exception {
    ObjectNode question = question("SELECT pilot FROM air.departed WHERE number = 3", ALL, 10);

    JsonNode preview = run(question.put("unmasked", true));

    assertThat(rows(preview)).containsExactly("[\"pilot-3\"]");
    assertThat(preview.at("/columns/0/masked").booleanValue()).isFalse();
  }

  @Test
  void aSliceIsTheLastHourOrTheNewestRows() throws Exception {
    String numbers = "SELECT MIN(number) AS a, MAX(number) AS b, COUNT(*) AS n FROM air.departed";

    assertThat(rows(preview(numbers, "{\"last\": \"HOUR\"}", 10)))
        .containsExactly("[1939,1999,61]");
    assertThat(rows(preview(numbers, "{\"rows\": 700}", 10))).containsExactly("[1300,1999,700]");
    assertThat(rows(preview(numbers, "{\"rows\": 1}", 10))).containsExactly("[1999,1999,1]");
  }

  @Test
  void whatFailsIsToldInWords() throws Exception {
    JsonNode preview = preview("SELECT 100 / (delay - delay) AS x FROM air.departed", ALL, 10);

    assertThat(preview.at("/error/message").stringValue())
        .isEqualTo("A number was divided by zero");
    assertThat(preview.at("/error/suggestion").stringValue()).contains("NULLIF");
    assertThat(preview.path("complete").booleanValue()).isFalse();
  }

  @Test
  void longTextsAreCutVisiblyAndUuidsAreShownAsText() throws Exception {
    JsonNode preview =
        preview(
            "SELECT remark, ticket, ARRAY[ticket] AS a, CAST(ticket AS BYTES) AS b"
                + " FROM air.departed WHERE number = 5",
            ALL,
            10);

    assertThat(preview.at("/rows/0/0").stringValue())
        .hasSizeLessThan(1_100)
        .endsWith("x… (5000 characters)");
    String ticket = "00000000-0000-0000-0000-000000000005";
    assertThat(preview.at("/rows/0/1").stringValue()).isEqualTo(ticket);
    assertThat(preview.at("/rows/0/2/0").stringValue()).isEqualTo(ticket);
    assertThat(preview.at("/rows/0/3").stringValue()).isEqualTo("AAAAAAAAAAAAAAAAAAAABQ==");
  }

  @Test
  void wrongSqlIsAnalyzedAndNotRun() {
    assertThat(PREVIEWS.start(question("SELECT nothing FROM air.departed", ALL, 10)))
        .isInstanceOfSatisfying(
            PreviewAnswer.Refused.class,
            refused ->
                assertThat(refused.analysis().json().path("valid").booleanValue()).isFalse());
  }

  @Test
  void whatTakesTooLongIsEndedAndItsClusterGoesWithTheLastVisitor() throws Exception {
    try (Previews hasty =
        previews(new PreviewLimits(1, Duration.ofSeconds(4), 1, 32, Duration.ofMillis(1)))) {
      PreviewAnswer.Started started =
          (PreviewAnswer.Started) hasty.start(question(ENDLESS, ALL, 10));
      try (PreviewRun run = started.run()) {
        assertThat(run.await(PATIENCE)).isTrue();
        assertThat(run.result().at("/error/message").stringValue())
            .isEqualTo("The preview was ended after 4 seconds");
      }
      await().atMost(PATIENCE).until(() -> !hasty.isWarm());
    }
  }

  @Test
  void whoeverGoesAwayCancelsAndWhoeverComesMeanwhileIsToldToWait() throws Exception {
    Secret secret = new Secret("preview-secret-of-the-test-0123456789");
    try (InternalHttp http =
        new InternalHttp(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            secret,
            Map.of("/v1/preview", new PreviewEndpoint(PREVIEWS)),
            Optional::empty)) {
      try (Socket impatient = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
        ask(impatient, question(ENDLESS, ALL, 10).toString());
        InputStream answer = impatient.getInputStream();
        assertThat(new String(answer.readNBytes(15), StandardCharsets.US_ASCII))
            .isEqualTo("HTTP/1.1 200 OK");
        assertThat(
                post(http.port(), question("SELECT number FROM air.departed", ALL, 1)).statusCode())
            .isEqualTo(429);
      }
      HttpResponse<String> next =
          await()
              .atMost(PATIENCE)
              .until(
                  () -> post(http.port(), question("SELECT number FROM air.departed", ALL, 1)),
                  response -> response.statusCode() == 200);
      assertThat(rows(JSON.readTree(next.body()))).hasSize(1);
      assertThat(post(http.port(), question("SELECT", ALL, 1)).statusCode()).isEqualTo(422);
    }
  }

  @Test
  void moreThanMayRunAreRefused() throws Exception {
    try (PreviewRun first =
        ((PreviewAnswer.Started) PREVIEWS.start(question(ENDLESS, ALL, 10))).run()) {
      assertThatExceptionOfType(BusyException.class)
          .isThrownBy(() -> PREVIEWS.start(question("SELECT number FROM air.departed", ALL, 1)));
      first.close();
      assertThat(first.await(PATIENCE)).isTrue();
    }
  }

  private static Previews previews(PreviewLimits limits) {
    Analyzer analyzer =
        new Analyzer(() -> History.EVENT_TYPES, new BoundedPlanner(BoundedPlanner.Limits.DEFAULT));
    return new Previews(
        () -> History.EVENT_TYPES,
        analyzer,
        History.LAKE,
        Clock.fixed(History.LAST, ZoneOffset.UTC),
        limits);
  }

  private static JsonNode preview(String sql, String slice, int limit) throws Exception {
    return run(question(sql, slice, limit));
  }

  private static JsonNode run(ObjectNode question) throws Exception {
    PreviewAnswer answer = PREVIEWS.start(question);
    assertThat(answer).isInstanceOf(PreviewAnswer.Started.class);
    try (PreviewRun run = ((PreviewAnswer.Started) answer).run()) {
      assertThat(run.await(PATIENCE)).isTrue();
      return run.result();
    }
  }

  private static ObjectNode question(String sql, String slice, int limit) {
    ObjectNode question = JSON.createObjectNode();
    question.put("sql", sql).putNull("readable").put("limit", limit);
    question.set("slice", JSON.readTree(slice));
    return question;
  }

  private static List<String> rows(JsonNode preview) {
    List<String> rows =
        StreamSupport.stream(preview.path("rows").spliterator(), false)
            .map(JsonNode::toString)
            .toList();
    assertThat(rows).doesNotHaveDuplicates();
    return rows;
  }

  private static void ask(Socket socket, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /v1/preview HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer"
            + " preview-secret-of-the-test-0123456789\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private static HttpResponse<String> post(int port, ObjectNode question)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/preview"))
                .header("Authorization", "Bearer preview-secret-of-the-test-0123456789")
                .POST(BodyPublishers.ofString(question.toString()))
                .build(),
            BodyHandlers.ofString());
  }
}
