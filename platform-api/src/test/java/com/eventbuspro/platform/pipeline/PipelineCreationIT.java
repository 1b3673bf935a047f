package com.eventbuspro.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class PipelineCreationIT {
  private final TestPlatform platform = TestPlatform.get();
  private final JdbcClient database = JdbcClient.create(platform.database());
  private final Asked asked = new Asked(platform);
  private final String name = Asked.newName();
  private final String source = asked.eventType();
  private final String sql = asked.sql(source, "good");

  @Test
  void a_new_pipeline_is_made_with_its_event_type_and_can_be_read() {
    platform.noLease();
    String derived = TestPlatform.newName();

    Answer made = asked.create(name, sql, Asked.toEventType(derived));

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/pipelines/" + name);
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    assertThat(made.json().at("/analysis/warnings/0/operator").asString()).isEqualTo("Join");
    Answer read = platform.get("/api/pipelines/" + name);
    assertThat(read.header("ETag")).isEqualTo("\"1\"");
    assertThat(read.json().at("/desired").asString()).isEqualTo("RUNNING");
    assertThat(read.json().at("/state_hours").asInt()).isEqualTo(168);
    assertThat(read.json().at("/parallelism").asInt()).isEqualTo(1);
    assertThat(read.json().at("/on_incompatible").asString()).isEqualTo("DROP_STATE");
    assertThat(read.json().at("/reads/0").asString()).isEqualTo(source);
    assertThat(read.json().at("/columns/0/origins/0/column").asString()).isEqualTo("amount");
    assertThat(read.json().at("/status/phase").asString()).isEqualTo("WAITING");
    assertThat(read.json().at("/status/reason").asString()).isEqualTo("NoRunner");
    JsonNode type = platform.get("/api/event-types/" + derived).json();
    assertThat(type.at("/pipeline").asString()).isEqualTo(name);
    assertThat(type.at("/owner").asString()).isEqualTo("payments");
    assertThat(type.at("/schema/properties/amount/type").asString()).isEqualTo("integer");
    assertThat(asked.audit(name).at("/0/action").asString()).isEqualTo("pipeline.create");
    assertThat(asked.audit(name).at("/0/after/sql").asString()).isEqualTo(sql);
  }

  @Test
  void nobody_else_publishes_to_a_derived_event_type_or_changes_what_follows_from_the_sql() {
    String derived = TestPlatform.newName();
    asked.made(name, sql, Asked.toEventType(derived));

    Answer published = platform.post("/api/event-types/" + derived + "/events", "{\"amount\":1}");
    Answer schema =
        platform.post(
            "/api/event-types/" + derived + "/schemas",
            """
            {"type":"object","properties":{"amount":{"type":"integer"},"b":{"type":"string"}}}\
            """);
    Answer owner =
        platform.send(
            platform
                .request("/api/event-types/" + derived)
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .method("PATCH", BodyPublishers.ofString("{\"owner\":\"shipping\"}")));

    for (Answer answer : List.of(published, schema, owner)) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(409);
      assertThat(answer.json().at("/code").asString()).isEqualTo("DERIVED_EVENT_TYPE");
      assertThat(answer.json().at("/detail").asString()).contains(name);
    }
  }

  @Test
  void the_same_again_changes_nothing_and_something_else_is_a_conflict() {
    String table = TestPlatform.newName();
    asked.made(name, sql, Asked.toLakeTable(table));

    Answer same = asked.create(name, sql, Asked.toLakeTable(table));
    Answer other =
        asked.create(name, asked.sql(source, "other"), Asked.toLakeTable(TestPlatform.newName()));

    assertThat(same.status()).as(same.text()).isEqualTo(200);
    assertThat(same.json().at("/generation").asLong()).isEqualTo(1);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().at("/code").asString()).isEqualTo("PIPELINE_EXISTS");
    assertThat(other.json().at("/violations"))
        .extracting(v -> v.at("/pointer").asString())
        .containsExactly("/sql", "/destination");
  }

  @Test
  void one_of_many_at_once_makes_it() {
    String body = Asked.declaration(name, sql, Asked.toEventType(TestPlatform.newName()));

    List<CompletableFuture<Answer>> answers =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> platform.post("/api/pipelines", body)))
            .limit(4)
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join).map(Answer::status))
        .containsOnly(200, 201)
        .containsOnlyOnce(201);
  }

  @Test
  void a_dry_run_answers_and_keeps_nothing() {
    String derived = TestPlatform.newName();

    Answer dry =
        platform.post(
            "/api/pipelines?dry_run=true",
            Asked.declaration(name, sql, Asked.toEventType(derived)));
    Answer webhook =
        platform.post(
            "/api/pipelines?dry_run=true",
            Asked.declaration(name, sql, Asked.toWebhook("https://hooks.example.com/a")));

    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    assertThat(dry.json().at("/analysis/valid").asBoolean()).isTrue();
    assertThat(webhook.json().has("webhook_secret")).isFalse();
    assertThat(platform.get("/api/pipelines/" + name).status()).isEqualTo(404);
    assertThat(platform.get("/api/event-types/" + derived).status()).isEqualTo(404);
    assertThat(asked.audit(name)).isEmpty();
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    Answer refused =
        platform.post(
            "/api/pipelines",
            """
            {"name":"No name","owner":"payments","purpose":" ","sql":"","start":"tomorrow",
             "destination":{"type":"kafka"},"state_hours":0,"parallelism":1000}\
            """);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/violations"))
        .extracting(v -> v.at("/pointer").asString())
        .containsExactly(
            "/name",
            "/purpose",
            "/sql",
            "/start",
            "/destination/type",
            "/state_hours",
            "/parallelism");
  }

  @Test
  void wrong_sql_is_told_with_line_and_column_beside_what_is_wrong_with_the_destination() {
    String wrong = "SELECT nothing\nFROM nowhere -- " + name;
    platform
        .runner()
        .says(
            wrong,
            """
            {"valid":false,"faults":[{"code":"UNKNOWN_TABLE","message":"There is no nowhere","line":2,
             "column":6,"end_line":2,"end_column":12,"suggestion":"Did you mean now.here?"}],
             "destination_faults":[{"code":"NEEDS_KEY","message":"Rows change"}]}\
            """);

    Answer refused = asked.create(name, wrong, Asked.toLakeTable(source));

    assertThat(refused.status()).isEqualTo(422);
    JsonNode violations = refused.json().at("/violations");
    assertThat(violations)
        .extracting(v -> v.at("/code").asString())
        .containsExactly("UNKNOWN_TABLE", "NEEDS_KEY", "NAME_TAKEN");
    assertThat(violations.at("/0/pointer").asString()).isEqualTo("/sql");
    assertThat(violations.at("/0/line").asInt()).isEqualTo(2);
    assertThat(violations.at("/0/column").asInt()).isEqualTo(6);
    assertThat(violations.at("/0/suggestion").asString()).contains("now.here");
    assertThat(violations.at("/1/pointer").asString()).isEqualTo("/destination");
  }

  @Test
  void names_of_event_types_and_of_lake_tables_are_kept_apart() {
    String table = TestPlatform.newName();
    asked.made(name, sql, Asked.toLakeTable(table));

    Answer taken = asked.create(Asked.newName(), sql, Asked.toLakeTable(source));
    Answer twice = asked.create(Asked.newName(), sql, Asked.toLakeTable(table));
    Answer ofOthers = asked.create(Asked.newName(), sql, Asked.toEventType(asked.eventType()));
    Answer derived = asked.create(Asked.newName(), sql, Asked.toEventType(table));
    Answer registered = register(table);
    Answer candidate = register(table + "__v2");

    for (Answer answer : List.of(taken, twice, derived, registered, candidate)) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(409);
      assertThat(answer.json().at("/code").asString()).isEqualTo("NAME_TAKEN");
    }
    assertThat(ofOthers.status()).isEqualTo(409);
    assertThat(ofOthers.json().at("/code").asString()).isEqualTo("EVENT_TYPE_EXISTS");
    assertThat(ofOthers.json().at("/violations/0/pointer").asString())
        .isEqualTo("/destination/name");
  }

  /** Its table would be taken away when a version is backfilled beside the pipeline's table. */
  @Test
  void a_lake_table_has_no_name_whose_versions_are_event_types() {
    String table = TestPlatform.newName();
    register(table + "__v2");

    Answer refused = asked.create(name, sql, Asked.toLakeTable(table));
    Answer other = asked.create(Asked.newName(), sql, Asked.toLakeTable(table + "__v"));

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.json().at("/code").asString()).isEqualTo("NAME_TAKEN");
    assertThat(refused.json().at("/detail").asString()).contains(table + "__v2");
    assertThat(platform.get("/api/pipelines/" + name).status()).isEqualTo(404);
    assertThat(other.status()).as(other.text()).isEqualTo(201);
  }

  @Test
  void what_is_too_long_is_refused() {
    String tooLong = "test.t" + "x".repeat(55);

    Answer table = asked.create(name, sql, Asked.toLakeTable(tooLong));
    Answer lines = asked.create(name, sql + "\n".repeat(2001), Asked.toWebhook("https://a.b/c"));
    Answer text = asked.create(name, sql + " ".repeat(65_536), Asked.toWebhook("https://a.b/c"));
    Answer most = asked.create(name, sql, Asked.toLakeTable(tooLong.substring(0, 60)));

    assertThat(table.json().at("/violations/0/pointer").asString()).isEqualTo("/destination/name");
    assertThat(lines.json().at("/violations/0/code").asString()).isEqualTo("TOO_LONG");
    assertThat(text.json().at("/violations/0/code").asString()).isEqualTo("TOO_LONG");
    assertThat(most.status()).as(most.text()).isEqualTo(201);
  }

  private Answer register(String eventType) {
    return platform.post(
        "/api/event-types",
        """
        {"name":"%s","owner":"payments","description":"Another","schema":{"type":"object",
         "properties":{"a":{"type":"integer"}}}}\
        """
            .formatted(eventType));
  }

  @Test
  void the_secret_of_a_webhook_is_shown_once() {
    String destination = Asked.toWebhook("https://hooks.example.com/delays");

    JsonNode made = asked.made(name, sql, destination);

    String secret = made.at("/webhook_secret").asString();
    assertThat(secret).startsWith("whsec_").hasSize(6 + 44);
    assertThat(kept()).isEqualTo(secret);
    assertThat(platform.get("/api/pipelines/" + name).text()).doesNotContain("whsec_");
    assertThat(asked.create(name, sql, destination).text()).doesNotContain("whsec_");
    assertThat(asked.audit(name).toString()).doesNotContain("whsec_");
  }

  private String kept() {
    return database
        .sql("SELECT secret FROM pipeline_secret WHERE pipeline = :name")
        .param("name", name)
        .query(String.class)
        .single();
  }

  @Test
  void a_pipeline_does_not_read_what_it_writes() {
    String first = TestPlatform.newName();
    String second = TestPlatform.newName();
    String other = Asked.newName();
    Answer itself =
        asked.create(Asked.newName(), asked.sql(second, "itself"), Asked.toEventType(second));
    asked.made(name, sql, Asked.toEventType(first));
    asked.made(other, asked.sql(first, "chained"), Asked.toEventType(second));

    Answer circle = asked.patch(name, "*", "{\"sql\":\"" + asked.sql(second, "circle") + "\"}");

    for (Answer answer : List.of(itself, circle)) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      assertThat(answer.json().at("/violations/0/code").asString()).isEqualTo("CYCLE");
    }
  }

  @Test
  void scientists_run_pipelines_of_their_team_and_auditors_none() {
    String body = Asked.declaration(name, sql, Asked.toLakeTable(TestPlatform.newName()));

    Answer auditor = post(platform.token(Role.AUDITOR), body);
    Answer stranger = post(platform.token(Role.SCIENTIST, "shipping"), body);
    Answer scientist = post(platform.token(Role.SCIENTIST, "payments"), body);

    assertThat(auditor.status()).isEqualTo(403);
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(stranger.json().at("/code").asString()).isEqualTo("NOT_OWNER");
    assertThat(scientist.status()).as(scientist.text()).isEqualTo(201);
    assertThat(asked.audit(name))
        .extracting(r -> r.at("/outcome").asString())
        .containsExactly("DONE", "DENIED");
  }

  private Answer post(String token, String body) {
    return platform.send(
        platform
            .request("/api/pipelines", token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void without_a_transform_runner_nothing_is_made_and_nothing_is_lost() {
    String table = TestPlatform.newName();
    asked.made(name, sql, Asked.toLakeTable(table));

    Answer refused =
        asked.create(Asked.newName(), "SELECT 1 -- UNREACHABLE", Asked.toLakeTable(table + "_b"));

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.json().at("/code").asString()).isEqualTo("TRANSFORM_RUNNER_UNAVAILABLE");
    assertThat(refused.header("Retry-After")).isEqualTo("5");
    assertThat(asked.create(name, sql, Asked.toLakeTable(table)).status()).isEqualTo(200);
    assertThat(asked.act(name + "/pause").status()).isEqualTo(200);
  }
}
