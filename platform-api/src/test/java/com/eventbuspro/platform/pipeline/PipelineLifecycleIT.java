package com.eventbuspro.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.security.Role;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class PipelineLifecycleIT {
  private final TestPlatform platform = TestPlatform.get();
  private final JdbcClient database = JdbcClient.create(platform.database());
  private final Asked asked = new Asked(platform);
  private final String name = Asked.newName();
  private final String source = asked.eventType();
  private final String sql = asked.sql(source, "first");

  @Test
  void pausing_and_resuming_say_what_is_wanted_once() {
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));

    Answer paused = asked.act(name + "/pause?reason=too%20dear");
    Answer again = asked.act(name + "/pause");
    Answer dry = asked.act(name + "/resume?dry_run=true");
    Answer still = platform.get("/api/pipelines/" + name);
    Answer resumed = asked.act(name + "/resume");
    Answer twice = asked.act(name + "/resume");

    assertThat(paused.json().at("/desired").asString()).isEqualTo("PAUSED");
    assertThat(paused.header("ETag")).isEqualTo("\"2\"");
    assertThat(again.header("ETag")).isEqualTo("\"2\"");
    assertThat(dry.json().at("/desired").asString()).isEqualTo("RUNNING");
    assertThat(still.json().at("/desired").asString()).isEqualTo("PAUSED");
    assertThat(resumed.header("ETag")).isEqualTo("\"3\"");
    assertThat(twice.header("ETag")).isEqualTo("\"3\"");
    JsonNode audit = asked.audit(name);
    assertThat(audit)
        .extracting(r -> r.at("/action").asString())
        .containsExactly("pipeline.resume", "pipeline.pause", "pipeline.create");
    assertThat(audit.at("/1/reason").asString()).isEqualTo("too dear");
    assertThat(audit.at("/1/before/desired").asString()).isEqualTo("RUNNING");
    assertThat(audit.at("/1/after/desired").asString()).isEqualTo("PAUSED");
  }

  @Test
  void resuming_what_stopped_by_itself_asks_for_another_try() {
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    status("FAILING", "{}");

    Answer again = asked.act(name + "/resume");
    Answer waiting = asked.act(name + "/resume");

    assertThat(again.header("ETag")).isEqualTo("\"2\"");
    assertThat(waiting.header("ETag")).as("nobody looked since").isEqualTo("\"2\"");
  }

  @Test
  void what_the_transform_runner_says_is_shown() {
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    status(
        "BACKFILLING",
        """
        {"version":1,"backfill_percent":42.5,"backfill_seconds_left":90,"rows_in":7,"restarts":0,
         "last_error":{"message":"A bad event","suggestion":null,"records":[{"event_type":"a.b",
         "shard":"s","sequence":"1"}],"at":"2026-01-01T00:00:00Z"},"unheard_of":true}\
        """);
    run("CURRENT", 1);
    platform.takeLease();

    JsonNode pipeline = platform.get("/api/pipelines/" + name).json();
    JsonNode found = platform.get("/api/pipelines?phase=BACKFILLING&text=" + name).json();

    assertThat(pipeline.at("/status/phase").asString()).isEqualTo("BACKFILLING");
    assertThat(pipeline.at("/status/runner_alive").asBoolean()).isTrue();
    assertThat(pipeline.at("/status/figures/backfill_percent").asDouble()).isEqualTo(42.5);
    assertThat(pipeline.at("/status/figures/last_error/records/0/shard").asString()).isEqualTo("s");
    assertThat(pipeline.at("/runs/0/role").asString()).isEqualTo("CURRENT");
    assertThat(found.at("/items/0/name").asString()).isEqualTo(name);
    assertThat(platform.get("/api/pipelines?phase=LIVE&text=" + name).json().at("/items"))
        .isEmpty();
  }

  @Test
  void other_sql_is_a_new_version_and_a_roll_back_another() {
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    run("CURRENT", 1);
    String second = asked.sql(source, "second");

    Answer dry = asked.patch(name + "?dry_run=true", "\"1\"", "{\"sql\":\"" + second + "\"}");
    Answer elsewhere = asked.patch(name + "?dry_run=true", "\"1\"", "{\"start\":\"now\"}");
    Answer changed =
        asked.patch(
            name, "\"1\"", "{\"sql\":\"" + second + "\",\"reason\":\"more\",\"parallelism\":2}");
    Answer same = asked.patch(name, "\"2\"", "{\"sql\":\"" + second + "\"}");
    Answer stale = asked.patch(name, "\"1\"", "{\"parallelism\":3}");
    Answer back = asked.act(name + "/rollback", "{\"version\":1,\"reason\":\"it was wrong\"}");
    Answer again = asked.act(name + "/rollback", "{\"version\":1}");
    Answer last = asked.act(name + "/rollback?dry_run=true");

    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    assertThat(dry.json().at("/analysis/valid").asBoolean()).isTrue();
    assertThat(dry.json().at("/state_kept").asBoolean()).isTrue();
    assertThat(elsewhere.status()).as(elsewhere.text()).isEqualTo(200);
    assertThat(elsewhere.json().at("/state_kept").asBoolean(true)).isFalse();
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().at("/version").asInt()).isEqualTo(2);
    assertThat(changed.json().at("/parallelism").asInt()).isEqualTo(2);
    assertThat(same.json().at("/version").asInt()).isEqualTo(2);
    assertThat(same.header("ETag")).isEqualTo("\"2\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(back.json().at("/version").asInt()).isEqualTo(3);
    assertThat(back.json().at("/sql").asString()).isEqualTo(sql);
    assertThat(again.json().at("/version").asInt()).isEqualTo(3);
    assertThat(last.json().at("/sql").asString()).isEqualTo(second);
    JsonNode versions = platform.get("/api/pipelines/" + name + "/versions").json().at("/items");
    assertThat(versions)
        .extracting(v -> v.at("/reason").asString())
        .containsExactly("it was wrong", "more", "");
    assertThat(versions.at("/0/current").asBoolean()).isTrue();
  }

  @Test
  void a_change_says_which_generation_it_is_meant_for_and_leaves_the_destination() {
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));

    Answer elsewhere =
        asked.patch(
            name, "*", "{\"destination\":" + Asked.toLakeTable(TestPlatform.newName()) + "}");
    Answer blind =
        platform.send(
            platform
                .request("/api/pipelines/" + name)
                .header("Content-Type", "application/json")
                .method(
                    "PATCH",
                    java.net.http.HttpRequest.BodyPublishers.ofString("{\"purpose\":\"b\"}")));

    assertThat(elsewhere.status()).isEqualTo(422);
    assertThat(elsewhere.json().at("/violations/0/code").asString()).isEqualTo("NOT_CHANGEABLE");
    assertThat(blind.status()).isEqualTo(428);
  }

  @Test
  void a_derived_event_type_follows_its_pipeline() {
    String derived = TestPlatform.newName();
    asked.made(name, sql, Asked.toEventType(derived));
    String wider = "SELECT amount, note FROM " + source + " -- " + name;
    says(wider, "{\"amount\":{\"type\":\"integer\"},\"note\":{\"type\":\"string\"}}");
    String other = "SELECT CAST(amount AS STRING) FROM " + source + " -- " + name;
    says(other, "{\"amount\":{\"type\":\"string\"}}");

    Answer incompatible = asked.patch(name, "*", "{\"sql\":\"" + other + "\"}");
    Answer changed = asked.patch(name, "*", "{\"sql\":\"" + wider + "\",\"owner\":\"shipping\"}");

    assertThat(incompatible.status()).isEqualTo(422);
    assertThat(incompatible.json().at("/violations/0/code").asString())
        .isEqualTo("INCOMPATIBLE_SCHEMA");
    assertThat(incompatible.json().at("/violations/0/pointer").asString()).isEqualTo("/sql");
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    JsonNode type = platform.get("/api/event-types/" + derived).json();
    assertThat(type.at("/schema_version").asInt()).isEqualTo(2);
    assertThat(type.at("/schema/properties").propertyNames()).containsExactly("amount", "note");
    assertThat(type.at("/owner").asString()).isEqualTo("shipping");
  }

  private void says(String text, String properties) {
    platform
        .runner()
        .says(
            text,
            """
            {"valid":true,"columns":[],"changes":"APPEND","reads":{"%s":["amount"]},
             "event_schema":{"type":"object","properties":%s}}\
            """
                .formatted(source, properties));
  }

  @Test
  void only_a_live_candidate_is_switched_to() {
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    Answer nobody = asked.act(name + "/switch", "{\"version\":2}");
    asked.patch(name, "*", "{\"sql\":\"" + asked.sql(source, "second") + "\"}");
    run("CURRENT", 1);
    run("CANDIDATE", 2);
    status("LIVE", "{\"candidate_version\":2,\"candidate_phase\":\"BACKFILLING\"}");
    Answer early = asked.act(name + "/switch", "{\"version\":2}");
    status("LIVE", "{\"candidate_version\":2,\"candidate_phase\":\"LIVE\"}");

    Answer done = asked.act(name + "/switch", "{\"version\":2}");
    Answer again = asked.act(name + "/switch", "{\"version\":2}");

    assertThat(nobody.json().at("/code").asString()).isEqualTo("CANDIDATE_NOT_LIVE");
    assertThat(early.json().at("/code").asString()).isEqualTo("CANDIDATE_NOT_LIVE");
    assertThat(early.json().at("/detail").asString()).contains("still reading history");
    assertThat(done.json().at("/switch_to").asInt()).isEqualTo(2);
    assertThat(again.header("ETag")).isEqualTo(done.header("ETag"));
    assertThat(asked.act(name + "/switch", "{}").status()).isEqualTo(422);
  }

  @Test
  void how_a_candidate_differs_is_shown_without_personal_data() {
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    Answer none = platform.get("/api/pipelines/" + name + "/comparison");
    database
        .sql(
            """
            INSERT INTO pipeline_comparison (pipeline, version, details, compared_at)
            VALUES (:name, 1, '{"compared_rows":3,"equal_rows":2,"only_current_rows":1,
              "only_candidate_rows":0,"complete":true,"samples":[{"change":"ONLY_CURRENT",
              "row":{"amount":7,"who":"Ada","note":null}}]}', now())
            """)
        .param("name", name)
        .update();

    JsonNode shown = platform.get("/api/pipelines/" + name + "/comparison").json();
    JsonNode toAdmins =
        platform
            .send(
                platform.request(
                    "/api/pipelines/" + name + "/comparison", platform.token(Role.ADMIN)))
            .json();

    assertThat(none.status()).isEqualTo(404);
    assertThat(shown.at("/equal_rows").asLong()).isEqualTo(2);
    assertThat(shown.at("/samples/0/change").asString()).isEqualTo("ONLY_CURRENT");
    assertThat(shown.at("/samples/0/row/amount").asInt()).isEqualTo(7);
    assertThat(shown.at("/samples/0/row/who").asString()).isEqualTo("***");
    assertThat(shown.at("/samples/0/row/note").isNull()).isTrue();
    assertThat(toAdmins.at("/samples/0/row/who").asString()).isEqualTo("Ada");
  }

  @Test
  void what_others_read_is_not_deleted() {
    String derived = TestPlatform.newName();
    String reader = Asked.newName();
    asked.made(name, sql, Asked.toEventType(derived));
    asked.made(reader, asked.sql(derived, "chained"), Asked.toLakeTable(TestPlatform.newName()));

    Answer refused = asked.delete(name);
    Answer first = asked.delete(reader);
    Answer then = asked.delete(name);
    Answer again = asked.delete(name);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().at("/code").asString()).isEqualTo("STILL_READ");
    assertThat(refused.json().at("/detail").asString()).contains(reader);
    assertThat(first.status()).isEqualTo(202);
    assertThat(then.status()).as(then.text()).isEqualTo(202);
    assertThat(then.json().at("/desired").asString()).isEqualTo("DELETED");
    assertThat(again.status()).isEqualTo(202);
    for (Answer late :
        List.of(
            asked.act(name + "/resume"),
            asked.patch(name, "*", "{\"purpose\":\"b\"}"),
            asked.create(name, sql, Asked.toEventType(derived)))) {
      assertThat(late.status()).isEqualTo(409);
      assertThat(late.json().at("/code").asString()).isEqualTo("PIPELINE_DELETED");
    }
  }

  @Test
  void a_pipeline_that_is_gone_is_made_anew_with_what_it_wrote_by_its_team_only() {
    String derived = TestPlatform.newName();
    asked.made(name, sql, Asked.toEventType(derived));
    asked.delete(name);
    database.sql("DELETE FROM pipeline WHERE name = :name").param("name", name).update();
    String body = Asked.declaration(name, sql, Asked.toEventType(derived));

    Answer thief = platform.post("/api/pipelines", body.replace("payments", "shipping"));
    Answer owner = platform.post("/api/pipelines", body);

    assertThat(thief.status()).isEqualTo(409);
    assertThat(thief.json().at("/code").asString()).isEqualTo("EVENT_TYPE_EXISTS");
    assertThat(owner.status()).as(owner.text()).isEqualTo(201);
  }

  @Test
  void pipelines_are_searched_and_paged() {
    asked.made(name + "-a", sql, Asked.toLakeTable(TestPlatform.newName()));
    asked.made(name + "-b", sql, Asked.toLakeTable(TestPlatform.newName()));

    JsonNode first = platform.get("/api/pipelines?limit=1&reads=" + source).json();
    JsonNode second =
        platform
            .get(
                "/api/pipelines?limit=1&reads="
                    + source
                    + "&cursor="
                    + first.at("/next").asString())
            .json();

    assertThat(first.at("/items/0/name").asString()).isEqualTo(name + "-a");
    assertThat(second.at("/items/0/name").asString()).isEqualTo(name + "-b");
    assertThat(second.has("next")).isFalse();
    assertThat(platform.get("/api/pipelines?owner=nobody").json().at("/items")).isEmpty();
    assertThat(platform.get("/api/pipelines/none-of-that-name").status()).isEqualTo(404);
    assertThat(platform.get("/api/pipelines/No%20Name").status()).isEqualTo(400);
  }

  @Test
  void quarantined_events_are_listed_newest_first() {
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    for (int i = 0; i < 3; i++) {
      database
          .sql(
              """
              INSERT INTO pipeline_quarantine VALUES
                (:name, 1, 'a.b', 'shard', :sequence, 'DIVISION', 'By zero', date_trunc('day', now()))
              """)
          .param("name", name)
          .param("sequence", "id with blanks " + i)
          .update();
    }

    JsonNode first = platform.get("/api/pipelines/" + name + "/quarantine?limit=2").json();
    JsonNode rest =
        platform
            .get(
                "/api/pipelines/"
                    + name
                    + "/quarantine?limit=2&cursor="
                    + first.at("/next").asString())
            .json();

    assertThat(first.at("/items"))
        .extracting(e -> e.at("/sequence").asString())
        .containsExactly("id with blanks 2", "id with blanks 1");
    assertThat(rest.at("/items"))
        .extracting(e -> e.at("/sequence").asString())
        .containsExactly("id with blanks 0");
  }

  @Test
  void what_was_wrong_with_events_is_told_to_admins_only_where_there_is_personal_data() {
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    quarantine(source, "now()");
    quarantine("https://hooks.example.com/secret-path", "now()");
    String path = "/api/pipelines/" + name + "/quarantine";
    String harmless = platform.get(path).text();
    platform.post(
        "/api/event-types/" + source + "/schemas",
        """
        {"type":"object","properties":{"amount":{"type":"integer","x-pii":true}}}\
        """);

    String shown = platform.get(path).text();
    String toAdmins = platform.send(platform.request(path, platform.token(Role.ADMIN))).text();
    String toOthers =
        platform.send(platform.request(path, platform.token(Role.ENGINEER, "shipping"))).text();

    assertThat(harmless).contains("4111-1111", "secret-path", "\"masked\":false");
    assertThat(shown).doesNotContain("4111-1111").contains("\"masked\":true", "secret-path");
    assertThat(toAdmins).contains("4111-1111");
    assertThat(toOthers).doesNotContain("4111-1111", "secret-path").contains("hooks.example.com");
  }

  @Test
  void quarantine_is_forgotten_by_age_and_by_number() {
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    quarantine("a.old", "now() - interval '31 days'");
    quarantine("a.first", "now() - interval '3 hours'");
    quarantine("a.second", "now() - interval '2 hours'");
    quarantine("a.third", "now() - interval '1 hour'");
    QuarantineRetention retention = platform.bean(QuarantineRetention.class);

    retention.tidy(100);
    assertThat(quarantined()).containsExactly("a.third", "a.second", "a.first");
    retention.tidy(2);
    assertThat(quarantined()).containsExactly("a.third", "a.second");
  }

  private List<String> quarantined() {
    return database
        .sql("SELECT event_type FROM pipeline_quarantine WHERE pipeline = :name ORDER BY at DESC")
        .param("name", name)
        .query(String.class)
        .list();
  }

  private void quarantine(String eventType, String at) {
    database
        .sql(
            "INSERT INTO pipeline_quarantine VALUES (:name, 1, :eventType, 'shard', '1', 'FORMAT',"
                + " 'For input string: 4111-1111', "
                + at
                + ")")
        .param("name", name)
        .param("eventType", eventType)
        .update();
  }

  @Test
  void a_roll_back_is_checked_like_a_change_while_somebody_can_tell() {
    String derived = TestPlatform.newName();
    String wider = "SELECT amount, note FROM " + source + " -- " + name;
    says(wider, "{\"amount\":{\"type\":\"integer\"},\"note\":{\"type\":\"string\"}}");
    asked.made(name, sql, Asked.toEventType(derived));
    asked.patch(name, "*", "{\"sql\":\"" + wider + "\"}");
    says(sql, "{\"amount\":{\"type\":\"string\"}}");

    Answer incompatible = asked.act(name + "/rollback");
    platform
        .runner()
        .says(
            sql,
            "{\"valid\":false,\"faults\":[{\"code\":\"UNKNOWN_COLUMN\","
                + "\"message\":\"There is no amount\",\"line\":1,\"column\":8}]}");
    Answer wrong = asked.act(name + "/rollback");

    assertThat(incompatible.status()).as(incompatible.text()).isEqualTo(422);
    assertThat(incompatible.json().at("/violations/0/code").asString())
        .isEqualTo("INCOMPATIBLE_SCHEMA");
    assertThat(wrong.status()).as(wrong.text()).isEqualTo(422);
    assertThat(wrong.json().at("/violations/0/code").asString()).isEqualTo("UNKNOWN_COLUMN");
    assertThat(platform.get("/api/pipelines/" + name).json().at("/version").asInt()).isEqualTo(2);
  }

  @Test
  void a_roll_back_needs_no_transform_runner() {
    String away = asked.sql(source, "UNREACHABLE later");
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    database
        .sql("UPDATE pipeline_version SET sql = :away WHERE pipeline = :name AND version = 1")
        .param("away", away)
        .param("name", name)
        .update();
    asked.patch(name, "*", "{\"sql\":\"" + asked.sql(source, "second") + "\"}");

    Answer back = asked.act(name + "/rollback");

    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(back.json().at("/sql").asString()).isEqualTo(away);
    assertThat(back.json().at("/columns/0/name").asString()).isEqualTo("amount");
  }

  private void status(String phase, String details) {
    database
        .sql(
            """
            INSERT INTO pipeline_status SELECT name, generation, :phase, 'Said', 'By a test',
              :details::jsonb, now(), now() FROM pipeline WHERE name = :name
            ON CONFLICT (pipeline) DO UPDATE SET phase = excluded.phase,
              generation = excluded.generation, details = excluded.details
            """)
        .param("phase", phase)
        .param("details", details)
        .param("name", name)
        .update();
  }

  private void run(String role, int version) {
    database
        .sql(
            """
            INSERT INTO pipeline_run (id, pipeline, version, generation, role, state, job_id,
              origins, fingerprint, started_at)
            VALUES (:id, :name, :version, 1, :role, 'RUNNING', 'job', '{}', 'same', now())
            """)
        .param("id", UUID.randomUUID())
        .param("name", name)
        .param("version", version)
        .param("role", role)
        .update();
  }
}
