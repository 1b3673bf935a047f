package com.eventbuspro.transform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

class InternalHttpTest {
  private static final String SECRET = "a secret of sixteen and more";

  private final HttpClient client = HttpClient.newHttpClient();
  private Optional<String> trouble = Optional.empty();
  private final Semaphore begun = new Semaphore(0);
  private final CountDownLatch end = new CountDownLatch(1);
  private InternalHttp http;

  /** What is asked of the endpoint of this test. */
  private record Question(String someText, int number) {}

  @BeforeEach
  void start() throws IOException {
    http =
        new InternalHttp(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Secret(SECRET),
            Map.of(
                "/v1/echo",
                (request, response) -> response.json(200, request.json(Question.class)),
                "/v1/stream",
                (request, response) -> {
                  try (OutputStream out = response.begin(200, "application/json")) {
                    out.write("\n\n{}".getBytes(StandardCharsets.UTF_8));
                  }
                },
                "/v1/long",
                (request, response) -> {
                  begun.release();
                  end.await();
                  response.json(200, Map.of());
                },
                "/v1/broken",
                (request, response) -> {
                  throw new IllegalStateException("with a secret in it");
                }),
            () -> trouble);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void whoKnowsTheSecretIsAnswered() throws Exception {
    HttpResponse<String> answer = post("/v1/echo", "{\"some_text\": \"x\", \"number\": 3}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"some_text\":\"x\",\"number\":3}");
    assertThat(post("/v1/stream", "{}").body()).isEqualTo("\n\n{}");
  }

  @Test
  void whoDoesNotIsNot() throws Exception {
    HttpRequest.Builder request = request("/v1/echo").POST(BodyPublishers.ofString("{}"));
    assertProblem(send(request), 401, "UNAUTHENTICATED");
    assertProblem(
        send(request.copy().header("Authorization", "Bearer another secret of sixteen")),
        401,
        "UNAUTHENTICATED");
    assertProblem(
        send(request.copy().header("Authorization", "Basic " + SECRET)), 401, "UNAUTHENTICATED");
  }

  @Test
  void whatIsWrongWithARequestIsSaid() throws Exception {
    assertProblem(post("/v1/echo", "{"), 400, "INVALID_BODY");
    assertProblem(post("/v1/echo", "{\"unknown\": 1}"), 400, "INVALID_BODY");
    assertProblem(post("/v1/echo", "null"), 400, "INVALID_JSON");
    assertProblem(post("/v1/echo", "x".repeat((1 << 20) + 1)), 413, "TOO_LARGE");
    assertProblem(post("/v1/nothing", "{}"), 404, "NOT_FOUND");
    assertProblem(send(authorized("/v1/echo").GET()), 405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void whatBreaksIsNotShown() throws Exception {
    HttpResponse<String> answer = post("/v1/broken", "{}");
    assertProblem(answer, 500, "INTERNAL");
    assertThat(answer.body()).doesNotContain("with a secret in it");
  }

  @Test
  void everyoneMayAskForItsHealth() throws Exception {
    assertThat(send(request("/health").GET()).statusCode()).isEqualTo(200);
    trouble = Optional.of("The database is gone");
    HttpResponse<String> answer = send(request("/health").GET());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("The database is gone");
  }

  @Test
  @Timeout(60)
  void workThatTakesLongKeepsNobodyFromAskingForHealth() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> patient = new ArrayList<>();
    HttpRequest request = authorized("/v1/long").POST(BodyPublishers.ofString("{}")).build();
    for (int i = 0; i < InternalHttp.AT_ONCE; i++) {
      patient.add(client.sendAsync(request, BodyHandlers.ofString()));
    }
    begun.acquire(InternalHttp.AT_ONCE);

    for (int i = 0; i < 2 * InternalHttp.AT_ONCE; i++) {
      assertProblem(post("/v1/long", "{}"), 429, "BUSY");
    }
    assertThat(send(request("/health").GET()).statusCode()).isEqualTo(200);
    end.countDown();
    for (CompletableFuture<HttpResponse<String>> answer : patient) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aSecretIsLongAndNotShown() {
    assertThatThrownBy(() -> new Secret("short")).hasMessageContaining("EBP_TRANSFORM_SECRET");
    assertThat(new Secret(SECRET).toString()).doesNotContain(SECRET);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(answer.body());
    assertThat(problem.path("code").asString()).isEqualTo(code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("trace_id").asString()).isNotEmpty();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(authorized(path).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder authorized(String path) {
    return request(path).header("Authorization", "Bearer " + SECRET);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
