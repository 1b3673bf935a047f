package com.eventbuspro.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Schema changes meet pipelines. */
class SchemaImpactIT {
  private static final String ADDED =
      """
      {"type":"object","properties":{"amount":{"type":"integer"},"note":{"type":"string"}}}""";
  private static final String REMOVED =
      "{\"type\":\"object\",\"properties\":{\"other\":{\"type\":\"string\"}}}";
  private static final String RENAMED =
      """
      {"type":"object","properties":{"total":{"type":"integer","x-aliases":["amount"]}}}""";

  private final TestPlatform platform = TestPlatform.get();
  private final Asked asked = new Asked(platform);
  private final String name = Asked.newName();
  private final String source = asked.eventType();

  @BeforeEach
  void makeReader() {
    asked.made(name, asked.sql(source, "reader"), Asked.toLakeTable(TestPlatform.newName()));
  }

  private Answer add(String query, String schema) {
    return platform.post("/api/event-types/" + source + "/schemas" + query, schema);
  }

  private void breaks() {
    platform
        .runner()
        .saysOfSchemas(
            source,
            """
            [{"pipeline":"%s","version":1,"breaks":true,"changes_output":false,"faults":[{"code":
             "UNKNOWN_COLUMN","message":"There is no amount","line":1,"column":8}]}]"""
                .formatted(name));
  }

  @Test
  void a_dry_run_tells_who_breaks_and_at_which_line() {
    breaks();

    Answer dry = add("?dry_run=true", RENAMED);

    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    assertThat(dry.json().at("/outcome").asString()).isEqualTo("COMPATIBLE");
    JsonNode impact = dry.json().at("/pipelines/0");
    assertThat(impact.at("/pipeline").asString()).isEqualTo(name);
    assertThat(impact.at("/breaks").asBoolean()).isTrue();
    assertThat(impact.at("/faults/0/line").asInt()).isEqualTo(1);
    assertThat(impact.at("/faults/0/column").asInt()).isEqualTo(8);
  }

  @Test
  void what_breaks_pipelines_is_refused_with_their_lines() {
    breaks();

    Answer refused = add("", RENAMED);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().at("/code").asString()).isEqualTo("BREAKS_PIPELINES");
    assertThat(refused.json().at("/detail").asString()).contains(name);
    assertThat(refused.json().at("/violations/0/message").asString()).contains(name, "line 1");
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void what_breaks_nobody_is_registered() {
    Answer made = add("", RENAMED);

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().at("/pipelines")).isEmpty();
    assertThat(made.json().has("pipelines")).isTrue();
  }

  @Test
  void without_a_transform_runner_only_what_is_harmless_is_registered() {
    platform.runner().saysOfSchemas(source, "UNREACHABLE");

    Answer removed = add("", REMOVED);
    Answer dry = add("?dry_run=true", REMOVED);
    Answer added = add("", ADDED);

    assertThat(removed.status()).as(removed.text()).isEqualTo(503);
    assertThat(removed.json().at("/code").asString()).isEqualTo("TRANSFORM_RUNNER_UNAVAILABLE");
    assertThat(dry.json().at("/pipelines").isNull()).isTrue();
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.json().at("/pipelines").isNull()).isTrue();
    assertThat(added.json().has("pipelines")).isTrue();
  }

  private int version() {
    return platform.get("/api/event-types/" + source).json().at("/schema_version").asInt();
  }

  @Test
  void how_late_events_may_be_is_part_of_an_event_type() {
    Answer changed =
        platform.send(
            platform
                .request("/api/event-types/" + source)
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .method(
                    "PATCH",
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"out_of_orderness_seconds\":60}")));
    Answer wrong =
        platform.send(
            platform
                .request("/api/event-types/" + source)
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .method(
                    "PATCH",
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"out_of_orderness_seconds\":-1}")));

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().at("/out_of_orderness_seconds").asInt()).isEqualTo(60);
    assertThat(wrong.status()).isEqualTo(422);
  }
}
