package com.eventbuspro.platform.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaVersionsIT {
  private static final String V1 =
      """
      {"type":"object","properties":{"amount":{"type":"integer","format":"int32"}},"required":["amount"]}\
      """;
  private static final String V2 =
      """
      {"type":"object","properties":{"amount":{"type":"integer"},"card":{"type":"string"}},
       "required":["amount"]}\
      """;
  private static final String BROKEN =
      """
      {"type":"object","properties":{"amount":{"type":"string"}}}\
      """;

  private final TestPlatform platform = TestPlatform.get();
  private final String name = TestPlatform.newName();
  private final String path = "/api/event-types/" + name;

  private Answer register() {
    return platform.post(
        "/api/event-types",
        """
        {"name":"%s","owner":"payments","description":"A card was settled","schema":%s}\
        """
            .formatted(name, V1));
  }

  @Test
  void a_compatible_version_is_added_and_tells_what_changes() {
    register();

    Answer added = platform.post(path + "/schemas", V2);
    Answer again = platform.post(path + "/schemas", V2);

    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.header("Location")).isEqualTo(path + "/schemas/2");
    assertThat(added.json().at("/changes").findValuesAsString("kind"))
        .containsExactlyInAnyOrder("TYPE_WIDENED", "PROPERTY_ADDED");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().at("/outcome").asString()).isEqualTo("UNCHANGED");
    assertThat(platform.get(path).json().at("/generation").asLong()).isEqualTo(2);
    assertThat(platform.get(path).json().at("/schema_version").asInt()).isEqualTo(2);
    assertThat(platform.get(path + "/schemas").json().at("/items/0/version").asInt()).isEqualTo(2);
    assertThat(platform.get(path + "/schemas/1").json().at("/schema/required/0").asString())
        .isEqualTo("amount");
    assertThat(platform.get(path + "/schemas/3").status()).isEqualTo(404);
    Answer audit =
        platform.send(
            platform.request(
                "/api/audit-records?action=event_schema.add&event_type=" + name,
                platform.token(Role.AUDITOR)));
    assertThat(audit.json().at("/items/0/before/version").asInt()).isEqualTo(1);
    assertThat(audit.json().at("/items/0/after/version").asInt()).isEqualTo(2);
  }

  @Test
  void a_dry_run_answers_compatibility_either_way_and_keeps_nothing() {
    register();

    Answer good = platform.post(path + "/schemas?dry_run=true", V2);
    Answer bad = platform.post(path + "/schemas?dry_run=true", BROKEN);

    assertThat(good.status()).as(good.text()).isEqualTo(200);
    assertThat(good.json().at("/outcome").asString()).isEqualTo("COMPATIBLE");
    assertThat(good.json().at("/version").asInt()).isEqualTo(2);
    assertThat(bad.status()).isEqualTo(200);
    assertThat(bad.json().at("/outcome").asString()).isEqualTo("INCOMPATIBLE");
    assertThat(bad.json().at("/violations/0/pointer").asString()).contains("amount");
    assertThat(platform.get(path).json().at("/schema_version").asInt()).isEqualTo(1);
  }

  @Test
  void only_admins_say_that_personal_data_is_none_any_more() {
    register();
    String marked = V2.replace("{\"type\":\"string\"}", "{\"type\":\"string\",\"x-pii\":true}");
    assertThat(platform.post(path + "/schemas", marked).status()).isEqualTo(201);

    Answer engineer = platform.post(path + "/schemas", V2);
    Answer dry = platform.post(path + "/schemas?dry_run=true", V2);
    Answer admin =
        platform.send(
            platform
                .request(path + "/schemas", platform.token(Role.ADMIN))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(V2)));

    for (Answer refused : List.of(engineer, dry)) {
      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
      assertThat(refused.json().at("/violations/0/code").asString()).isEqualTo("PERSONAL_DATA");
      assertThat(refused.json().at("/detail").asString()).contains("/card");
    }
    assertThat(admin.status()).as(admin.text()).isEqualTo(201);
    Answer audit =
        platform.send(
            platform.request(
                "/api/audit-records?outcome=DENIED&event_type=" + name,
                platform.token(Role.AUDITOR)));
    assertThat(audit.json().at("/items/0/after/no_longer_personal/0").asString())
        .isEqualTo("/card");
  }

  @Test
  void a_schema_is_proposed_from_samples_and_can_be_registered() {
    Answer schema =
        platform.post(
            "/api/schemas/infer",
            "[{\"amount\":1,\"at\":\"2026-01-01T00:00:00Z\"},{\"amount\":2}]");

    assertThat(schema.status()).as(schema.text()).isEqualTo(200);
    assertThat(schema.json().at("/properties/at/format").asString()).isEqualTo("date-time");
    Answer made =
        platform.post(
            "/api/event-types",
            """
            {"name":"%s","owner":"payments","description":"d","time_property":"at","schema":%s}\
            """
                .formatted(name, schema.text()));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  @Test
  void of_many_who_register_the_same_at_once_one_makes_it() {
    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> register().status()))
            .toList();

    assertThat(calls.stream().map(CompletableFuture::join))
        .containsOnly(200, 201)
        .containsOnlyOnce(201);
    Answer audit =
        platform.send(
            platform.request(
                "/api/audit-records?event_type=" + name, platform.token(Role.AUDITOR)));
    assertThat(audit.json().at("/items")).hasSize(1);
  }
}
