package com.eventbuspro.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A transform-runner over real HTTP that says of SQL what a test told it to say. SQL that nobody
 * spoke of is answered as one that reads nothing and brings forth one column.
 *
 * <p>Words in the SQL make it misbehave: {@code UNREACHABLE} cuts the connection, {@code GIBBERISH}
 * answers no JSON, {@code REFUSED} a problem with the question, {@code SILENT} never answers.
 */
public final class FakeTransformRunner {
  /** What it knows us by. */
  public static final String SECRET = "secret-of-the-transform-runner";

  private static final JsonMapper JSON = new JsonMapper();
  private static final String DEFAULT =
      """
      {"valid":true,"faults":[],"columns":[{"name":"n","type":"BIGINT","nullable":false,"pii":false,
       "origins":[]}],"changes":"APPEND","reads":{},"warnings":[],"destination_faults":[],
       "event_schema":null,"time_property":null,"new_in_a_later_version":1}""";

  private final HttpServer server;
  private final Map<String, String> analyses = new ConcurrentHashMap<>();
  private final Map<String, String> impacts = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> previews = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> slow = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> cancelled = new ConcurrentHashMap<>();

  /** Starts one on a free port of this machine. */
  public FakeTransformRunner() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "fake-transform-runner");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::serve);
    server.start();
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Ends it: from then on nobody listens there. */
  public void stop() {
    server.stop(0);
  }

  /** What is to be said of SQL from now on: an analysis as JSON. */
  public void says(String sql, String analysis) {
    analyses.put(sql, analysis);
  }

  /** What is to be said of new schema versions of an event type: impacts as a JSON array. */
  public void saysOfSchemas(String eventType, String pipelines) {
    impacts.put(eventType, pipelines);
  }

  /** The question of the last preview of this SQL. */
  public JsonNode lastPreview(String sql) {
    return previews.get(sql);
  }

  /**
   * Previews of this SQL send blank lines until the answer's latch is down; {@link #cancelled} is
   * down when the caller goes away before.
   */
  public CountDownLatch slowly(String sql) {
    cancelled.put(sql, new CountDownLatch(1));
    return slow.computeIfAbsent(sql, key -> new CountDownLatch(1));
  }

  /** Down once the caller of a slow preview has gone away. */
  public CountDownLatch cancelled(String sql) {
    return cancelled.get(sql);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, "{\"title\":\"Who are you?\"}");
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      JsonNode question = JSON.readTree(exchange.getRequestBody().readAllBytes());
      if (question.has("sql") && !question.path("readable").isNull()) {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        answer(exchange, 422, "{\"title\":\"That nothing is said is no permission\"}");
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/v1/validate" -> validate(exchange, question);
        case "/v1/preview" -> preview(exchange, question);
        case "/v1/impact" -> impact(exchange, question.at("/event_type").asString());
        default -> answer(exchange, 404, "{}");
      }
    }
  }

  private void validate(HttpExchange exchange, JsonNode question) throws IOException {
    String sql = question.at("/sql").asString();
    if (!misbehaves(exchange, sql)) {
      String said = analyses.getOrDefault(sql, DEFAULT);
      // Without the pipeline nobody knows which state there is.
      answer(exchange, 200, question.has("pipeline") ? said : said.replace("fingerprint", "no"));
    }
  }

  private void impact(HttpExchange exchange, String eventType) throws IOException {
    String said = impacts.getOrDefault(eventType, "[]");
    if (!misbehaves(exchange, said)) {
      answer(exchange, 200, "{\"pipelines\":" + said + "}");
    }
  }

  private void preview(HttpExchange exchange, JsonNode question) throws IOException {
    String sql = question.at("/sql").asString();
    previews.put(sql, question);
    if (misbehaves(exchange, sql)) {
      return;
    }
    String analysis = analyses.getOrDefault(sql, DEFAULT);
    if (!JSON.readTree(analysis).at("/valid").asBoolean()) {
      answer(exchange, 422, analysis);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    CountDownLatch release = slow.get(sql);
    if (release != null) {
      try {
        while (!release.await(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
          body.write('\n');
          body.flush();
        }
      } catch (IOException e) {
        cancelled.get(sql).countDown();
        throw e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    if (sql.contains("BREAKS OFF")) {
      body.write("{\"columns\":[".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return;
    }
    body.write(
        """
        {"columns":[{"name":"n","type":"BIGINT","masked":false},{"name":"who","type":"STRING",
        "masked":true}],"rows":[[1,null],[2,"***"]],"changes":"APPEND","source_rows":{"a.b":3},
        "complete":true,"elapsed_ms":5,"error":null}"""
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static boolean misbehaves(HttpExchange exchange, String text) throws IOException {
    if (text.contains("UNREACHABLE")) {
      return true; // Closed without a word.
    }
    if (text.contains("REFUSED")) {
      exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
      answer(exchange, 422, "{\"title\":\"Not understood\",\"status\":422}");
      return true;
    }
    if (text.contains("GIBBERISH")) {
      answer(exchange, 200, "<html>" + SECRET);
      return true;
    }
    if (text.contains("SILENT")) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
    return false;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
