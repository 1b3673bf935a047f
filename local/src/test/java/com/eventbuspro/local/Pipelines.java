package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Pipelines over REST, as data scientists use them. */
final class Pipelines {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final LocalRun run;

  Pipelines(LocalRun run) {
    this.run = run;
  }

  /** Creates one that begins with history. */
  void create(String name, String sql, String destination)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("name", name);
    body.put("owner", "analytics");
    body.put("purpose", "Shown by a test");
    body.put("sql", sql);
    body.put("start", "history");
    body.set("destination", JSON.readTree(destination));
    // It takes a moment until the transform-runner answers.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              HttpResponse<String> answer =
                  run.post("scientist", "/api/pipelines", body.toString());
              assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
            });
  }

  /** Waits until the runner that lives after that time says so. */
  void awaitPhase(String pipeline, Instant after, String... phases) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String answer =
                  run.get("scientist", "/api/pipelines/" + pipeline, "application/json").body();
              JsonNode status = JSON.readTree(answer).path("status");
              assertThat(status.path("phase").asString("")).as(answer).isIn((Object[]) phases);
              assertThat(Instant.parse(status.path("updated_at").asString()))
                  .as(answer)
                  .isAfter(after);
            });
  }
}
