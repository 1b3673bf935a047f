package com.eventbuspro.platform.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class QuarantineIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ShardId SHARD = new ShardId("shardId-000000000000");
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final String NARROW =
      """
      {"type":"object","required":["amount"],"properties":
        {"amount":{"type":"integer"},"paid_by":{"type":"string","enum":["card"]}}}""";
  private static final String WIDE = NARROW.replace("[\"card\"]", "[\"card\",\"cash\"]");
  private static final String CASH = "{\"cause\":\"NOT_IN_ENUM\"}";

  private final TestPlatform platform = TestPlatform.get();
  private final String name = TestPlatform.newName();
  private final String path = "/api/event-types/" + name;
  private final String quarantine = path + "/quarantine";

  @BeforeEach
  void register() {
    Answer made =
        platform.post(
            "/api/event-types",
            """
            {"name":"%s","owner":"payments","description":"A card was settled","schema":%s}"""
                .formatted(name, NARROW));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  private Contract contract() {
    return platform.bean(Contracts.class).current(EventTypeName.parse(name));
  }

  private TableSpec table() {
    return new TableSpec(contract().name(), contract().owner(), contract().schemas());
  }

  private void widen() {
    Answer added = platform.post(path + "/schemas", WIDE);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
  }

  private void evolve() {
    new LakeTables(platform.bean(LakeCatalog.class)).evolve(table());
  }

  /** What a sink does with these records, a second apart, one a sequence number from 1 on. */
  private void capture(String... records) {
    LakeCatalog lake = platform.bean(LakeCatalog.class);
    new LakeTables(lake).create(table());
    try (TableWriter writer =
        TableWriter.open(lake, contract().name(), contract().schemas(), Clock.systemUTC())) {
      for (int i = 1; i <= records.length; i++) {
        byte[] data = records[i - 1].getBytes(StandardCharsets.ISO_8859_1);
        long arrival = START.plusSeconds(i).toEpochMilli() * 1_000;
        Decoded decoded = contract().decoder().decode(data, SHARD, "" + i, START);
        if (decoded instanceof Decoded.Event event) {
          writer.append(SHARD, "" + i, arrival, event);
        } else {
          writer.reject(SHARD, "" + i, arrival, data, (Decoded.Rejected) decoded);
        }
      }
      writer.commit();
    }
  }

  private void captureCash() {
    capture(cash(1), "{\"amount\":2}", cash(3), "{\"amount\":\"much\"}", cash(5));
  }

  private static String cash(int amount) {
    return "{\"amount\":" + amount + ",\"paid_by\":\"cash\"}";
  }

  private JsonNode awaitEnd(Answer accepted) {
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    String location = accepted.header("Location");
    await()
        .atMost(PATIENCE)
        .until(() -> platform.get(location).json().path("finished_at").isString());
    return platform.get(location).json();
  }

  @Test
  void causesAreShownWithCountsTimesAndSamples() {
    capture(cash(1), cash(2), "nonsense", "{\"amount\":3}", "\u00ff\u00fe");

    JsonNode found = platform.get(quarantine + "?limit=3").json();

    assertThat(found.path("causes")).hasSize(2);
    assertThat(found.at("/causes/0/count").asLong()).isEqualTo(2);
    JsonNode notInEnum = cause(found, "NOT_IN_ENUM");
    assertThat(notInEnum.path("first").asString()).isEqualTo("2026-11-01T12:00:01Z");
    assertThat(notInEnum.path("last").asString()).isEqualTo("2026-11-01T12:00:02Z");
    assertThat(notInEnum.path("samples")).hasSize(2);
    assertThat(notInEnum.at("/samples/0/payload/content").asString()).isEqualTo(cash(2));
    assertThat(notInEnum.at("/samples/0/pointer").asString()).isEqualTo("/paid_by");
    assertThat(notInEnum.at("/samples/0/sequence").asString()).isEqualTo("2");
    assertThat(found.at("/items/0/payload/encoding").asString()).isEqualTo("BASE64");
    assertThat(found.at("/items/0/payload/content").asString()).isEqualTo("//4=");
    assertThat(found.at("/items/1/payload/content").asString()).isEqualTo("nonsense");
    Answer second = platform.get(quarantine + "?limit=3&cursor=" + found.path("next").asString());
    assertThat(second.json().path("items")).hasSize(1);
    assertThat(second.json().at("/items/0/sequence").asString()).isEqualTo("1");
  }

  @Test
  void aFilterShowsWhatItMeansAndItsCursorsAreItsOwn() {
    captureCash();

    JsonNode byCause = platform.get(quarantine + "?cause=NOT_IN_ENUM&limit=2").json();
    JsonNode byTime =
        platform.get(quarantine + "?from=2026-11-01T12:00:03Z&to=2026-11-01T12:00:05Z").json();

    assertThat(byCause.path("causes")).hasSize(1);
    assertThat(byCause.path("items")).hasSize(2);
    assertThat(byTime.path("items")).hasSize(2);
    assertThat(byTime.at("/items/0/sequence").asString()).isEqualTo("4");
    String cursor = byCause.path("next").asString();
    assertThat(platform.get(quarantine + "?cause=NOT_IN_ENUM&cursor=" + cursor).json().at("/items"))
        .hasSize(1);
    assertThat(platform.get(quarantine + "?cursor=" + cursor).status()).isEqualTo(400);
    assertThat(platform.get(quarantine + "?cause=BAD_LUCK").status()).isEqualTo(400);
    assertThat(platform.get(quarantine + "?from=yesterday").status()).isEqualTo(400);
  }

  @Test
  void aWiderSchemaIsPreviewedAndWhatPassesIsRedrivenOnce() {
    captureCash();
    String all = "{\"all\":true}";
    JsonNode before = platform.post(quarantine + "/redrive?dry_run=true", all).json();
    assertThat(before.path("matching").asLong()).isEqualTo(4);
    assertThat(before.path("would_pass").asLong()).isZero();

    widen();
    evolve();

    JsonNode preview = platform.post(quarantine + "/redrive?dry_run=true", all).json();
    assertThat(preview.path("would_pass").asLong()).isEqualTo(3);
    assertThat(preview.at("/would_fail/0/cause").asString()).isEqualTo("WRONG_TYPE");
    assertThat(preview.at("/would_fail/0/sample/pointer").asString()).isEqualTo("/amount");
    assertThat(preview.at("/samples/0/payload/content").asString()).contains("cash");
    JsonNode done = awaitEnd(platform.post(quarantine + "/redrive?reason=Wider", all));
    assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.path("taken").asLong()).isEqualTo(3);
    assertThat(done.path("failing").asLong()).isEqualTo(1);
    JsonNode rows = platform.get(path + "/events").json().path("items");
    assertThat(rows).hasSize(4);
    assertThat(rows.get(0).path("_ingested_at").asString()).isEqualTo("2026-11-01T12:00:05Z");
    assertThat(rows.get(0).path("_sequence").asString()).isEqualTo("5");
    assertThat(rows.get(0).path("_schema_version").asInt()).isEqualTo(2);
    assertThat(platform.get(quarantine).json().path("items")).hasSize(1);

    JsonNode again = awaitEnd(platform.post(quarantine + "/redrive", all));
    assertThat(again.path("taken").asLong()).isZero();
    assertThat(platform.get(path + "/events").json().path("items")).hasSize(4);
    assertThat(platform.get(quarantine + "/redrives").json().path("items")).hasSize(2);
    JsonNode audit = audit();
    assertThat(audit.findValuesAsString("action"))
        .contains("quarantine.redrive", "quarantine.redrive.end");
    assertThat(audit.findValuesAsString("reason")).contains("Wider");
  }

  @Test
  void singleRecordsAreDiscardedWithAReason() {
    captureCash();
    String body =
        """
        {"records":[{"shard":"%s","sequence":"4"},{"shard":"%s","sequence":"2"}],"reason":"A test"}"""
            .formatted(SHARD, SHARD);
    JsonNode preview = platform.post(quarantine + "/discard?dry_run=true", body).json();
    assertThat(preview.path("matching").asLong()).isEqualTo(1);

    JsonNode done = awaitEnd(platform.post(quarantine + "/discard", body));

    assertThat(done.path("taken").asLong()).isEqualTo(1);
    assertThat(done.path("reason").asString()).isEqualTo("A test");
    JsonNode left = platform.get(quarantine).json();
    assertThat(left.path("items")).hasSize(3);
    assertThat(left.path("causes")).hasSize(1);
    assertThat(platform.get(path + "/events").json().path("items")).hasSize(1);
    assertThat(audit().findValuesAsString("action")).contains("quarantine.discard.end");
  }

  @Test
  void aRedriveWaitsForTheTableToKnowTheNewVersion() {
    captureCash();
    widen();

    Answer accepted = platform.post(quarantine + "/redrive", CASH);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                !platform
                    .get(accepted.header("Location"))
                    .json()
                    .path("message")
                    .asString()
                    .isEmpty());
    evolve();

    assertThat(awaitEnd(accepted).path("taken").asLong()).isEqualTo(3);
  }

  @Test
  void whatAKilledReplicaHeldIsTakenUpWhenItsLeaseLapses() {
    captureCash();
    widen();
    evolve();
    UUID id = UUID.randomUUID();
    JdbcClient.create(platform.database())
        .sql(
            """
            INSERT INTO redrive (id, event_type, action, selection, reason, requested_by,
              requested_at, state, next_run_at, locked_by, locked_until)
            VALUES (:id, :name, 'REDRIVE', '{"all":true}', '', 'tester',
              now(), 'RUNNING', now(), 'dead', now() + interval '1 second')
            """)
        .param("id", id)
        .param("name", name)
        .update();

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                platform
                    .get(quarantine + "/redrives/" + id)
                    .json()
                    .path("state")
                    .asString()
                    .equals("DONE"));

    assertThat(platform.get(path + "/events").json().path("items")).hasSize(4);
  }

  @Test
  void whereNoTableIsThereIsNothingToPreview() {
    JsonNode preview = platform.post(quarantine + "/redrive?dry_run=true", CASH).json();

    assertThat(preview.path("matching").asLong()).isZero();
    JsonNode done = awaitEnd(platform.post(quarantine + "/redrive", CASH));
    assertThat(done.path("state").asString()).isEqualTo("FAILED");
    assertThat(done.path("message").asString()).contains("no table");
  }

  static Stream<Arguments> badRequests() {
    return Stream.of(
        arguments("redrive", "{}", "NOTHING_SELECTED"),
        arguments("redrive", "{\"all\":false}", "NOTHING_SELECTED"),
        arguments("redrive", "{\"all\":true,\"cause\":\"WRONG_TYPE\"}", "CONTRADICTION"),
        arguments("redrive", "{\"cause\":\"BAD_LUCK\"}", "UNKNOWN_CAUSE"),
        arguments("redrive", "{\"from\":\"yesterday\"}", "INVALID_TIME"),
        arguments(
            "redrive",
            "{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}",
            "INVALID_TIME"),
        arguments("redrive", "{\"records\":[]}", "WRONG_SIZE"),
        arguments("redrive", "{\"records\":[{\"shard\":\"s\"}]}", "INVALID_RECORD"),
        arguments(
            "redrive", "{\"records\":[{\"shard\":\"s\",\"sequence\":\"x\"}]}", "INVALID_RECORD"),
        arguments("discard", "{\"all\":true}", "MISSING_REASON"),
        arguments("discard", "{\"reason\":\"Old\"}", "NOTHING_SELECTED"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("badRequests")
  void aRequestThatSaysTooLittleOrNonsenseIsRefused(String verb, String body, String code) {
    Answer answer = platform.post(quarantine + "/" + verb, body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().at("/violations/0/code").asString()).isEqualTo(code);
  }

  @Test
  void onlyTheOwnersEngineersAndAdminsMayChange() {
    assertThat(ask(platform.token(Role.SCIENTIST)).status()).isEqualTo(403);
    assertThat(ask(platform.token(Role.AUDITOR)).status()).isEqualTo(403);
    Answer stranger = ask(platform.token(Role.ENGINEER, "shipping"));
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(stranger.json().path("code").asString()).isEqualTo("NOT_OWNER");
    assertThat(ask(platform.token(Role.ENGINEER, "payments")).status()).isEqualTo(200);
    assertThat(ask(platform.token(Role.ADMIN)).status()).isEqualTo(200);
    assertThat(
            platform
                .send(platform.request(quarantine, platform.token(Role.SCIENTIST)).GET())
                .status())
        .isEqualTo(200);
    assertThat(platform.get(quarantine + "/redrives/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(platform.get(quarantine + "/redrives/7").status()).isEqualTo(400);
  }

  private Answer ask(String token) {
    return platform.send(
        platform
            .request(quarantine + "/redrive?dry_run=true", token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(CASH)));
  }

  private JsonNode audit() {
    return platform
        .send(
            platform
                .request("/api/audit-records?event_type=" + name, platform.token(Role.AUDITOR))
                .GET())
        .json()
        .path("items");
  }

  private static JsonNode cause(JsonNode found, String cause) {
    for (JsonNode each : found.path("causes")) {
      if (each.path("cause").asString().equals(cause)) {
        return each;
      }
    }
    throw new AssertionError("No cause " + cause + " in " + found);
  }
}
