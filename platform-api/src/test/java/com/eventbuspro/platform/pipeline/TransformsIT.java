package com.eventbuspro.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.FakeTransformRunner;
import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TransformsIT {
  private static final JsonMapper JSON = new JsonMapper();

  private final TestPlatform platform = TestPlatform.get();
  private final String sql = "SELECT 1 -- " + Asked.newName();

  private String wrong() {
    platform
        .runner()
        .says(
            sql,
            """
            {"valid":false,"faults":[{"code":"SYNTAX","message":"No","line":1,"column":8,
             "end_line":1,"end_column":8}]}""");
    return body(sql);
  }

  private static String body(String sql) {
    return JSON.createObjectNode().put("sql", sql).toString();
  }

  private Answer ask(String path, Role role, String body) {
    return platform.send(
        platform
            .request("/api/pipelines/" + path, platform.token(role))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void validating_answers_whether_the_sql_is_good_or_not() {
    Answer wrong = ask("validate", Role.SCIENTIST, wrong());
    Answer good = ask("validate", Role.SCIENTIST, body("SELECT 2"));

    assertThat(wrong.status()).as(wrong.text()).isEqualTo(200);
    assertThat(wrong.json().at("/valid").asBoolean()).isFalse();
    assertThat(wrong.json().at("/faults/0/end_column").asInt()).isEqualTo(8);
    assertThat(good.json().at("/valid").asBoolean()).isTrue();
    assertThat(good.json().at("/columns/0/type").asString()).isEqualTo("BIGINT");
  }

  @Test
  void a_preview_shows_rows_and_personal_data_to_admins_only() {
    Answer scientist =
        ask(
            "preview",
            Role.SCIENTIST,
            "{\"sql\":\"" + sql + "\",\"slice\":{\"last\":\"HOUR\"},\"limit\":7}");
    JsonNode asked = platform.runner().lastPreview(sql);
    ask("preview", Role.ADMIN, body(sql));
    JsonNode byAdmin = platform.runner().lastPreview(sql);

    assertThat(scientist.status()).as(scientist.text()).isEqualTo(200);
    assertThat(scientist.json().at("/rows/0/0").asInt()).isEqualTo(1);
    assertThat(scientist.json().at("/rows/0/1").isNull()).isTrue();
    assertThat(scientist.json().at("/columns/1/masked").asBoolean()).isTrue();
    assertThat(asked.at("/unmasked").asBoolean()).isFalse();
    assertThat(asked.at("/slice/last").asString()).isEqualTo("HOUR");
    assertThat(asked.at("/limit").asInt()).isEqualTo(7);
    assertThat(byAdmin.at("/unmasked").asBoolean()).isTrue();
    assertThat(byAdmin.at("/slice/rows").asInt()).isEqualTo(100_000);
  }

  @Test
  void wrong_sql_is_not_previewed() {
    Answer refused = ask("preview", Role.SCIENTIST, wrong());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/violations/0/pointer").asString()).isEqualTo("/sql");
    assertThat(refused.json().at("/violations/0/line").asInt()).isEqualTo(1);
    assertThat(refused.json().at("/violations/0/column").asInt()).isEqualTo(8);
  }

  @Test
  void questions_that_are_wrong_themselves_are_refused() {
    assertThat(ask("validate", Role.SCIENTIST, "{}").status()).isEqualTo(422);
    assertThat(
            ask("preview", Role.SCIENTIST, "{\"sql\":\"a\",\"slice\":{},\"limit\":0}")
                .json()
                .at("/violations"))
        .hasSize(2);
    assertThat(ask("preview", Role.AUDITOR, body(sql)).status()).isEqualTo(403);
  }

  @Test
  void while_a_preview_works_blank_lines_are_sent() throws Exception {
    CountDownLatch release = platform.runner().slowly(sql);
    HttpResponse<InputStream> answer = begin();
    try (InputStream in = answer.body()) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(in.read()).isEqualTo('\n');
      release.countDown();
      JsonNode preview = JSON.readTree(in.readAllBytes());
      assertThat(preview.at("/complete").asBoolean()).isTrue();
    }
  }

  @Test
  void who_goes_away_cancels_the_work() throws Exception {
    platform.runner().slowly(sql);

    HttpResponse<InputStream> answer = begin();
    assertThat(answer.body().read()).isEqualTo('\n');
    answer.body().close();

    assertThat(platform.runner().cancelled(sql).await(30, TimeUnit.SECONDS)).isTrue();
  }

  private HttpResponse<InputStream> begin() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            platform
                .request("/api/pipelines/preview", platform.token(Role.SCIENTIST))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(sql)))
                .build(),
            BodyHandlers.ofInputStream());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNREACHABLE", "GIBBERISH", "REFUSED", "SILENT"})
  void a_transform_runner_in_trouble_is_told_with_advice(String trouble) {
    Answer validated = ask("validate", Role.SCIENTIST, body(sql + trouble));

    assertThat(validated.status()).isEqualTo(503);
    assertThat(validated.json().at("/code").asString()).isEqualTo("TRANSFORM_RUNNER_UNAVAILABLE");
    assertThat(validated.header("Retry-After")).isEqualTo("5");
    assertThat(validated.text()).doesNotContain(FakeTransformRunner.SECRET, "html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNREACHABLE", "GIBBERISH", "REFUSED", "BREAKS OFF"})
  void a_preview_that_fails_is_never_told_as_done(String trouble) {
    Answer previewed = ask("preview", Role.SCIENTIST, body(sql + trouble));

    assertThat(previewed.status()).isEqualTo(503);
  }
}
