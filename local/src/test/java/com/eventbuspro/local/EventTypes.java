package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Event types over REST, as product engineers and data scientists use them. */
final class EventTypes {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NDJSON = "application/x-ndjson";

  private final LocalRun run;

  EventTypes(LocalRun run) {
    this.run = run;
  }

  /**
   * Registers one.
   *
   * @param more JSON properties, each with a comma after it
   */
  void register(String name, String more, String schema) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        run.post(
            "engineer",
            "/api/event-types",
            "{\"name\":\"%s\",\"owner\":\"flight-operations\",\"description\":\"Sample\",%s\"commit_interval_seconds\":2,\"schema\":%s}"
                .formatted(name, more, schema));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  void publish(String name, List<String> events) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        run.post(
            "engineer",
            "/api/event-types/" + name + "/events?results=rejected",
            NDJSON,
            BodyPublishers.ofString(String.join("\n", events)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  List<JsonNode> rows(String name) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        run.get("scientist", "/api/event-types/" + name + "/events?limit=1000000", NDJSON);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().lines().map(JSON::readTree).toList();
  }
}
