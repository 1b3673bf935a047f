package com.eventbuspro.platform.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

class RegistrationIT {
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"amount":{"type":"integer"}},"required":["amount"]}""";

  private final TestPlatform platform = TestPlatform.get();
  private final String name = TestPlatform.newName();

  private String body(String description) {
    return """
    {"name":"%s","owner":"payments","description":"%s","schema":%s}"""
        .formatted(name, description, SCHEMA);
  }

  @Test
  void a_new_event_type_is_created_and_can_be_read() {
    Answer made = platform.post("/api/event-types", body("A card was settled"));

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/event-types/" + name);
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    Answer read = platform.get("/api/event-types/" + name);
    assertThat(read.json()).isEqualTo(made.json());
    assertThat(read.json().at("/schema_version").asInt()).isEqualTo(1);
    assertThat(read.json().at("/stream").asString()).isEqualTo("ebp-test-" + name);
    assertThat(read.json().at("/ready").asString()).isEqualTo("UNKNOWN");
    assertThat(read.json().at("/conditions")).hasSize(4);
    assertThat(read.json().at("/created_by").asString()).isEqualTo("test-ENGINEER");
  }

  @Test
  void the_same_again_changes_nothing_and_something_else_is_a_conflict() {
    platform.post("/api/event-types", body("A card was settled"));

    Answer same = platform.post("/api/event-types", body("A card was settled"));
    Answer other = platform.post("/api/event-types", body("Something else"));

    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json().at("/generation").asLong()).isEqualTo(1);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().at("/code").asString()).isEqualTo("EVENT_TYPE_EXISTS");
    assertThat(other.json().at("/violations/0/pointer").asString()).isEqualTo("/description");
  }

  @Test
  void a_dry_run_answers_and_keeps_nothing() {
    Answer dry = platform.post("/api/event-types?dry_run=true", body("A card was settled"));

    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    assertThat(platform.get("/api/event-types/" + name).status()).isEqualTo(404);
    Answer audit =
        platform.send(
            platform.request(
                "/api/audit-records?event_type=" + name, platform.token(Role.AUDITOR)));
    assertThat(audit.json().at("/items")).isEmpty();
  }

  @Test
  void a_change_needs_the_generation_it_is_meant_for() {
    platform.post("/api/event-types", body("A card was settled"));

    Answer blind = patch("", "{\"shards\":2}");
    Answer done = patch("\"1\"", "{\"shards\":2}");
    Answer stale = patch("\"1\"", "{\"shards\":3}");

    assertThat(blind.status()).isEqualTo(428);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(done.header("ETag")).isEqualTo("\"2\"");
    assertThat(done.json().at("/shards").asInt()).isEqualTo(2);
    assertThat(stale.status()).isEqualTo(412);
  }

  @Test
  void every_change_is_an_audit_record_with_who_why_before_and_after() {
    platform.post("/api/event-types?reason=first%20try", body("A card was settled"));
    patch("\"1\"", "{\"description\":\"Changed\"}");

    Answer audit =
        platform.send(
            platform.request(
                "/api/audit-records?event_type=" + name, platform.token(Role.AUDITOR)));

    assertThat(audit.json().at("/items")).hasSize(2);
    assertThat(audit.json().at("/items/1/action").asString()).isEqualTo("event_type.register");
    assertThat(audit.json().at("/items/1/reason").asString()).isEqualTo("first try");
    assertThat(audit.json().at("/items/1/trace_id").asString()).hasSize(32);
    assertThat(audit.json().at("/items/0/before/description").asString())
        .isEqualTo("A card was settled");
    assertThat(audit.json().at("/items/0/after/description").asString()).isEqualTo("Changed");
  }

  @Test
  void a_token_of_another_team_is_refused_and_that_is_kept() {
    Answer denied =
        platform.send(
            platform
                .request("/api/event-types", platform.token(Role.ENGINEER, "shipping"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body("A card was settled"))));

    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.json().at("/code").asString()).isEqualTo("NOT_OWNER");
    Answer audit =
        platform.send(
            platform.request(
                "/api/audit-records?event_type=" + name, platform.token(Role.AUDITOR)));
    assertThat(audit.json().at("/items/0/outcome").asString()).isEqualTo("DENIED");
  }

  @Test
  void the_catalog_is_searched_and_paged() {
    String word = "needle" + name.replace('.', '_');
    platform.post("/api/event-types", body(word + " one"));
    platform.post("/api/event-types", body(word + " two").replace(name, TestPlatform.newName()));

    Answer first =
        platform.get("/api/event-types?limit=1&text=" + word.toUpperCase(java.util.Locale.ROOT));
    Answer second =
        platform.get(
            "/api/event-types?limit=1&text="
                + word.toUpperCase(java.util.Locale.ROOT)
                + "&cursor="
                + first.json().at("/next").asString());

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.json().at("/items")).hasSize(1);
    assertThat(first.json().at("/items/0/schema").isMissingNode()).isTrue();
    assertThat(second.json().at("/items")).hasSize(1);
    assertThat(second.json().at("/next").isMissingNode()).isTrue();
    assertThat(second.json().at("/items/0/name")).isNotEqualTo(first.json().at("/items/0/name"));
  }

  private Answer patch(String ifMatch, String json) {
    var request =
        platform
            .request("/api/event-types/" + name)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json));
    return platform.send(ifMatch.isEmpty() ? request : request.header("If-Match", ifMatch));
  }
}
