package com.eventbuspro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class AccessIT {
  private static final Set<Role> WRITERS = Set.of(Role.ENGINEER, Role.ADMIN);
  private static final Set<Role> AUDITORS = Set.of(Role.AUDITOR, Role.ADMIN);
  private static final Set<Role> ALL = Set.of(Role.values());

  private final TestPlatform platform = TestPlatform.get();

  static Stream<Arguments> endpoints() {
    return Stream.of(
        arguments("GET", "/api/event-types", ALL),
        arguments("GET", "/api/event-types/no.such", ALL),
        arguments("GET", "/api/event-types/no.such/schemas", ALL),
        arguments("GET", "/api/event-types/no.such/events", ALL),
        arguments("GET", "/api/event-types/no.such/quarantine", ALL),
        arguments("GET", "/api/event-types/no.such/quarantine/redrives", ALL),
        arguments("POST", "/api/event-types/no.such/quarantine/redrive", WRITERS),
        arguments("POST", "/api/event-types/no.such/quarantine/discard", WRITERS),
        arguments("GET", "/api/resources", ALL),
        arguments("GET", "/api/audit-records", AUDITORS),
        arguments("POST", "/api/event-types", WRITERS),
        arguments("PATCH", "/api/event-types/no.such", WRITERS),
        arguments("POST", "/api/event-types/no.such/schemas", WRITERS),
        arguments("POST", "/api/event-types/no.such/events", WRITERS),
        arguments("POST", "/api/schemas/infer", ALL),
        arguments("DELETE", "/api/event-types/no.such", WRITERS),
        arguments("GET", "/actuator/prometheus", AUDITORS));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("endpoints")
  void every_endpoint_lets_in_its_roles_and_nobody_else(
      String method, String path, Set<Role> allowed) {
    for (Role role : Role.values()) {
      int status = call(method, path, platform.token(role)).status();
      if (allowed.contains(role)) {
        assertThat(status).as(role.name()).isNotIn(401, 403).isLessThan(500);
      } else {
        assertThat(status).as(role.name()).isEqualTo(403);
      }
    }
    Answer anonymous = send(method, HttpRequest.newBuilder(uri(path)));
    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(anonymous.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(anonymous.json().at("/code").asString()).isEqualTo("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer nonsense",
        "Bearer ebp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer ",
        "Basic YTpi",
        "ebp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void a_bad_token_is_refused_everywhere_and_always_alike(String header) {
    for (String path : new String[] {"/api/event-types", "/api/openapi.json", "/api/nothing"}) {
      Answer answer =
          send("GET", HttpRequest.newBuilder(uri(path)).header("Authorization", header));

      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.text()).doesNotContain(header.substring(header.indexOf(' ') + 1) + "x");
    }
  }

  @Test
  void an_expired_token_is_refused() {
    String token = platform.token(Role.ADMIN, "team");
    platform
        .bean(org.springframework.transaction.support.TransactionTemplate.class)
        .executeWithoutResult(
            status ->
                platform
                    .bean(JdbcClient.class)
                    .sql("update access_token set expires_at = now() where token_hash = :hash")
                    .param("hash", new Secret(token).hash())
                    .update());

    assertThat(call("GET", "/api/event-types", token).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(names = {"SCIENTIST", "AUDITOR"})
  void a_denied_write_is_kept(Role role) {
    String path = "/api/event-types/denied.by_" + role.name().toLowerCase(java.util.Locale.ROOT);

    call("PATCH", path, platform.token(role));

    Answer audit =
        call(
            "GET",
            "/api/audit-records?outcome=DENIED&actor=test-" + role,
            platform.token(Role.ADMIN));
    assertThat(audit.text()).contains(path);
  }

  @Test
  void health_is_public_and_says_no_more_than_needed() {
    Answer health = send("GET", HttpRequest.newBuilder(uri("/actuator/health")));

    assertThat(health.status()).isEqualTo(200);
    assertThat(health.text()).doesNotContain("components").doesNotContain("PostgreSQL");
    assertThat(call("GET", "/actuator/env", platform.token(Role.ADMIN)).status()).isEqualTo(404);
  }

  @Test
  void answers_carry_headers_that_browsers_obey() {
    Answer answer = platform.get("/api/event-types");

    assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void a_callers_trace_is_taken_up_and_a_bad_one_is_not() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    Answer good =
        platform.send(
            platform
                .request("/api/event-types/no.such")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
    Answer bad =
        platform.send(
            platform.request("/api/event-types/no.such").header("traceparent", "00-xyz\"-1-01"));

    assertThat(good.json().at("/trace_id").asString()).isEqualTo(trace);
    assertThat(good.header("traceparent")).contains(trace);
    assertThat(bad.json().at("/trace_id").asString()).matches("[0-9a-f]{32}");
  }

  @Test
  void demo_tokens_are_written_for_their_owner_only_and_stay_valid(@TempDir Path directory)
      throws IOException {
    TokenService tokens = platform.bean(TokenService.class);

    tokens.ensureDemoTokens(directory);
    String first = Files.readString(directory.resolve("engineer")).strip();
    tokens.ensureDemoTokens(directory);

    assertThat(Files.readString(directory.resolve("engineer")).strip()).isEqualTo(first);
    assertThat(tokens.caller(first)).get().extracting(Caller::role).isEqualTo(Role.ENGINEER);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files)
          .hasSize(4)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void only_hashes_are_kept() {
    String token = platform.token(Role.SCIENTIST);

    long clear =
        platform
            .bean(JdbcClient.class)
            .sql("select count(*) from access_token t where t::text like '%' || :token || '%'")
            .param("token", token.substring(4))
            .query(Long.class)
            .single();

    assertThat(clear).isZero();
    assertThat(new Secret(token).toString()).doesNotContain(token.substring(4));
  }

  private Answer call(String method, String path, String token) {
    return send(method, platform.request(path, token));
  }

  private Answer send(String method, HttpRequest.Builder request) {
    return platform.send(
        method.equals("GET")
            ? request.GET()
            : request
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString("{}")));
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + platform.port() + path);
  }
}
