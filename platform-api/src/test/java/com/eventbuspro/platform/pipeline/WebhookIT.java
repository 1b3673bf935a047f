package com.eventbuspro.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What leaves by webhook: no personal data unasked, and its address is told to few. */
class WebhookIT {
  private static final String ADDRESS = "https://hooks.example.com:8443/T0/secret-path?key=s3cr3t";
  private static final String SHOWN = "https://hooks.example.com:8443/…";

  private final TestPlatform platform = TestPlatform.get();
  private final Asked asked = new Asked(platform);
  private final String name = Asked.newName();
  private final String source = asked.eventType();
  private final String harmless = asked.sql(source, "harmless");
  private final String personal = "SELECT email FROM " + source + " -- " + name;

  WebhookIT() {
    platform
        .runner()
        .says(
            personal,
            """
            {"valid":true,"columns":[{"name":"email","type":"STRING","nullable":true,"pii":true,
             "origins":[]}],"changes":"APPEND","reads":{"%s":["email"]}}\
            """
                .formatted(source));
  }

  private Answer create(String sql, Role role, String query) {
    return platform.send(
        platform
            .request("/api/pipelines" + query, platform.token(role))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Asked.declaration(name, sql, Asked.toWebhook(ADDRESS)))));
  }

  private Answer change(String sql, Role role) {
    return platform.send(
        platform
            .request("/api/pipelines/" + name, platform.token(role))
            .header("Content-Type", "application/json")
            .header("If-Match", "*")
            .method("PATCH", BodyPublishers.ofString("{\"sql\":\"" + sql + "\"}")));
  }

  private JsonNode read(String path, Role role, String team) {
    return platform
        .send(platform.request("/api/pipelines" + path, platform.token(role, team)))
        .json();
  }

  private void refusedFor(Answer answer, String action, String column) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    assertThat(answer.json().at("/code").asString()).isEqualTo("FORBIDDEN");
    assertThat(answer.json().at("/detail").asString()).contains(column);
    assertThat(answer.json().at("/violations/0/code").asString()).isEqualTo("PERSONAL_DATA");
    JsonNode kept = asked.audit(name).at("/0");
    assertThat(kept.at("/outcome").asString()).isEqualTo("DENIED");
    assertThat(kept.at("/action").asString()).isEqualTo(action);
    assertThat(kept.at("/after/personal_columns/0").asString()).isEqualTo(column);
  }

  @Test
  void personal_data_is_sent_by_admins_only() {
    for (Role role : List.of(Role.SCIENTIST, Role.ENGINEER)) {
      refusedFor(create(personal, role, "?dry_run=true"), "pipeline.create", "email");
      refusedFor(create(personal, role, ""), "pipeline.create", "email");
    }
    assertThat(platform.get("/api/pipelines/" + name).status()).isEqualTo(404);

    Answer made = create(personal, Role.ADMIN, "");

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(asked.audit(name).at("/0/after/personal_columns/0").asString()).isEqualTo("email");
  }

  @Test
  void nor_does_it_come_in_by_a_change_or_by_rolling_back() {
    create(harmless, Role.SCIENTIST, "");

    refusedFor(change(personal, Role.SCIENTIST), "pipeline.change", "email");
    assertThat(change(personal, Role.ADMIN).status()).isEqualTo(200);
    assertThat(change(harmless, Role.SCIENTIST).status()).isEqualTo(200);

    refusedFor(asked.act(name + "/rollback", "{\"version\":2}"), "pipeline.rollback", "email");
    assertThat(platform.get("/api/pipelines/" + name).json().at("/version").asInt()).isEqualTo(3);
  }

  @Test
  void what_became_personal_since_is_not_rolled_back_to() {
    create(harmless, Role.SCIENTIST, "");
    change(asked.sql(source, "another"), Role.SCIENTIST);
    Answer marked =
        platform.post(
            "/api/event-types/" + source + "/schemas",
            """
            {"type":"object","properties":{"amount":{"type":"integer","x-pii":true}}}\
            """);
    assertThat(marked.status()).as(marked.text()).isEqualTo(201);

    refusedFor(asked.act(name + "/rollback"), "pipeline.rollback", "amount");
  }

  @Test
  void its_address_is_told_to_those_who_may_change_the_pipeline() {
    create(harmless, Role.ENGINEER, "");

    assertThat(read("/" + name, Role.SCIENTIST, "payments").at("/destination/url").asString())
        .isEqualTo(ADDRESS);
    for (Role role : List.of(Role.AUDITOR, Role.SCIENTIST)) {
      String team = role == Role.AUDITOR ? "payments" : "shipping";
      assertThat(read("/" + name, role, team).at("/destination/url").asString()).isEqualTo(SHOWN);
      assertThat(read("?text=" + name, role, team).at("/items/0/destination/url").asString())
          .isEqualTo(SHOWN);
      assertThat(
              read("/" + name + "/versions", role, team).at("/items/0/destination/url").asString())
          .isEqualTo(SHOWN);
    }
    JsonNode kept = asked.audit(name);
    assertThat(kept.toString()).doesNotContain("secret-path", "s3cr3t");
    assertThat(kept.at("/0/after/destination/url").asString()).isEqualTo(SHOWN);
    assertThat(kept.at("/0/after/url_sha256").asString()).hasSize(64);
  }
}
