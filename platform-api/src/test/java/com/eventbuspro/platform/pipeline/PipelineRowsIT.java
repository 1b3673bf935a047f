package com.eventbuspro.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.security.Role;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class PipelineRowsIT {
  private static final ShardId SHARD = new ShardId("shardId-000000000000");
  private static final String WHO = "ada@example.com";

  private final TestPlatform platform = TestPlatform.get();
  private final Asked asked = new Asked(platform);
  private final String name = Asked.newName();
  private final String source = asked.eventType();
  private final String table = TestPlatform.newName();
  private final String sql = asked.sql(source, "rows");

  private String rows(Role role, String accept) {
    Answer answer =
        platform.send(
            platform
                .request("/api/pipelines/" + name + "/rows", platform.token(role))
                .header("Accept", accept));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.text();
  }

  /** The only row, as an engineer sees it. */
  private JsonNode row() {
    JsonNode items = platform.get("/api/pipelines/" + name + "/rows").json().at("/items");
    assertThat(items).hasSize(1);
    return items.at("/0");
  }

  /** A pipeline to the table, whose SQL brings forth columns of the source of the same names. */
  private void make(String comment, String... columns) {
    String text = "SELECT … FROM " + source + " -- " + comment + " of " + name;
    String described =
        List.of(columns).stream()
            .map(
                column ->
                    """
                    {"name":"%s","type":"STRING","nullable":true,"pii":%s,
                     "origins":[{"event_type":"%s","column":"%s"}]}\
                    """
                        .formatted(column, column.equals("email"), source, column))
            .collect(Collectors.joining(","));
    platform
        .runner()
        .says(
            text,
            "{\"valid\":true,\"columns\":[%s],\"changes\":\"APPEND\",\"reads\":{\"%s\":[]}}"
                .formatted(described, source));
    asked.made(name, text, Asked.toLakeTable(table));
  }

  /** A row, as the transform-runner would have written it. */
  private void write(String... columns) {
    String properties =
        List.of(columns).stream()
            .map(column -> "\"" + column + "\":{\"type\":\"string\"}")
            .collect(Collectors.joining(","));
    String row =
        List.of(columns).stream()
            .map(column -> "\"" + column + "\":\"" + WHO + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    EventTypeName named = EventTypeName.parse(table);
    List<EventSchema> schemas =
        List.of(EventSchema.parse(1, "{\"type\":\"object\",\"properties\":{" + properties + "}}"));
    LakeCatalog lake = platform.bean(LakeCatalog.class);
    new LakeTables(lake).create(new TableSpec(named, new TeamName("payments"), schemas));
    byte[] data = row.getBytes(StandardCharsets.UTF_8);
    try (TableWriter writer = TableWriter.open(lake, named, schemas, Clock.systemUTC())) {
      Decoded decoded =
          EventDecoder.of(named, schemas, null).decode(data, SHARD, "1", Instant.now());
      writer.append(SHARD, "1", 1_790_000_000_000_000L, (Decoded.Event) decoded);
      writer.commit();
    }
  }

  @Test
  void what_may_be_personal_or_is_not_known_is_shown_to_admins_only() {
    make("first", "city", "email");
    write("city", "email", "written_by_nobody_we_know");

    JsonNode shown = row();

    assertThat(shown.at("/city").asString()).isEqualTo(WHO);
    assertThat(shown.at("/email").asString()).isEqualTo("***");
    assertThat(shown.at("/written_by_nobody_we_know").asString()).isEqualTo("***");
    assertThat(rows(Role.SCIENTIST, "application/x-ndjson")).contains("\"email\":\"***\"");
    assertThat(rows(Role.ADMIN, "application/json")).contains("\"email\":\"" + WHO);
    assertThat(rows(Role.ADMIN, "application/x-ndjson")).contains("\"email\":\"" + WHO);
  }

  @Test
  void a_pipeline_that_is_made_anew_brings_nothing_to_light() {
    make("first", "city", "email");
    write("city", "email");
    asked.delete(name);
    JdbcClient.create(platform.database())
        .sql("DELETE FROM pipeline WHERE name = :name")
        .param("name", name)
        .update();

    make("second", "city");

    assertThat(row().at("/city").asString()).isEqualTo(WHO);
    assertThat(row().at("/email").asString()).isEqualTo("***");
  }

  @Test
  void what_becomes_personal_later_is_hidden_from_then_on() {
    make("first", "city", "amount");
    write("city", "amount");
    assertThat(row().at("/amount").asString()).isEqualTo(WHO);

    Answer changed =
        platform.post(
            "/api/event-types/" + source + "/schemas",
            """
            {"type":"object","properties":{"amount":{"type":"integer","x-pii":true}}}\
            """);

    assertThat(changed.status()).as(changed.text()).isEqualTo(201);
    assertThat(row().at("/amount").asString()).isEqualTo("***");
    assertThat(row().at("/city").asString()).isEqualTo(WHO);
  }

  @Test
  void before_anything_was_brought_forth_there_are_no_rows() {
    for (String destination :
        List.of(
            Asked.toLakeTable(TestPlatform.newName()), Asked.toEventType(TestPlatform.newName()))) {
      String another = Asked.newName();
      asked.made(another, sql, destination);

      Answer page = platform.get("/api/pipelines/" + another + "/rows");

      assertThat(page.status()).as(page.text()).isEqualTo(200);
      assertThat(page.json().at("/items")).isEmpty();
    }
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    assertThat(rows(Role.ENGINEER, "application/x-ndjson")).isEmpty();
  }

  @Test
  void a_webhook_keeps_none() {
    asked.made(name, sql, Asked.toWebhook("https://hooks.example.com/delays"));

    Answer refused = platform.get("/api/pipelines/" + name + "/rows");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().at("/code").asString()).isEqualTo("NO_TABLE");
  }
}
