package com.eventbuspro.platform.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamRecord;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PublishIT {
  private static final JsonMapper JSON = new JsonMapper();

  private final TestPlatform platform = TestPlatform.get();
  private final String name = TestPlatform.newName();
  private final String path = "/api/event-types/" + name + "/events";

  @BeforeEach
  void register() {
    Answer made =
        platform.post(
            "/api/event-types",
            """
            {"name":"%s","owner":"payments","description":"A card was settled",
             "partition_key":"/card","schema":{"type":"object","properties":
               {"amount":{"type":"integer"},"card":{"type":"string"}},"required":["amount"]}}"""
                .formatted(name));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  private void makeStream() {
    platform.streams().create(platform.streamOf(name), new StreamMode.Provisioned(1), Map.of());
  }

  private List<StreamRecord> records() {
    ShardId shard = platform.streams().shards(platform.streamOf(name)).get(0).id();
    return platform
        .streams()
        .read(platform.streamOf(name), shard, ReadFrom.beginning())
        .next()
        .records();
  }

  private JsonNode record(int index) {
    return JSON.readTree(records().get(index).data());
  }

  private Answer post(String type, String body) {
    return platform.send(
        platform.request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  @Test
  void a_bare_event_goes_into_the_stream_as_a_cloud_event() {
    makeStream();

    Answer answer = platform.post(path, "{\"amount\":7,\"card\":\"c1\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/accepted").asInt()).isEqualTo(1);
    StreamRecord record = records().get(0);
    assertThat(record.partitionKey()).isEqualTo("c1");
    assertThat(answer.json().at("/items/0/sequence").asString()).isEqualTo(record.sequence());
    JsonNode event = record(0);
    assertThat(event.at("/specversion").asString()).isEqualTo("1.0");
    assertThat(event.at("/type").asString()).isEqualTo(name);
    assertThat(event.at("/source").asString()).isEqualTo("/api");
    assertThat(event.at("/id")).isEqualTo(answer.json().at("/items/0/id"));
    assertThat(event.at("/dataschema").asString()).isEqualTo("/event-types/" + name + "/schemas/1");
    assertThat(event.at("/data").toString()).isEqualTo("{\"amount\":7,\"card\":\"c1\"}");
  }

  @Test
  void an_array_with_a_bad_event_is_answered_item_by_item() {
    makeStream();

    Answer answer = platform.post(path, "[{\"amount\":1},{\"amount\":\"x\"},{\"amount\":3}]");

    assertThat(answer.status()).as(answer.text()).isEqualTo(207);
    assertThat(answer.json().at("/accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/rejected").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/items/1/status").asString()).isEqualTo("REJECTED");
    assertThat(answer.json().at("/items/1/pointer").asString()).isEqualTo("/amount");
    assertThat(answer.json().at("/items/1/code").asString()).isEqualTo("WRONG_TYPE");
    assertThat(records()).hasSize(2);
  }

  @Test
  void twenty_thousand_lines_go_in_one_request() {
    makeStream();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append("{\"amount\":").append(i).append(",\"card\":\"c").append(i % 97).append("\"}\n");
    }

    long begin = System.nanoTime();
    Answer answer = post("application/x-ndjson", lines.toString());
    System.out.println("20,000 lines: " + (System.nanoTime() - begin) / 1_000_000 + " ms");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/accepted").asInt()).isEqualTo(20_000);
    assertThat(answer.json().at("/items_complete").asBoolean()).isFalse();
    assertThat(answer.json().at("/items")).isEmpty();
    assertThat(post("application/x-ndjson?", "").status()).isEqualTo(415);
    assertThat(
            platform
                .send(
                    platform
                        .request(path + "?results=all")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(lines.toString())))
                .json()
                .at("/items"))
        .hasSize(20_000);
  }

  @Test
  void lines_that_are_broken_or_too_long_do_not_hurt_their_neighbours() {
    makeStream();
    String huge = "{\"amount\":2,\"card\":\"" + "x".repeat(1_100_000) + "\"}";

    Answer answer =
        post(
            "application/x-ndjson",
            "{\"amount\":1}\n\n{oops\n"
                + huge
                + "\r\n{\"amount\":4},{\"amount\":5}\n{\"amount\":6}");

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().at("/accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/items/1/code").asString()).isEqualTo("MALFORMED_JSON");
    assertThat(answer.json().at("/items/2/code").asString()).isEqualTo("TOO_LARGE");
    assertThat(answer.json().at("/items/3/code").asString()).isEqualTo("MALFORMED_JSON");
    assertThat(records()).hasSize(2);
  }

  @Test
  void a_structured_cloud_event_keeps_its_id_and_what_it_carries() {
    makeStream();

    Answer answer =
        post(
            "application/cloudevents+json",
            """
            {"specversion":"1.0","id":"a-1","source":"/shop","type":"%s","tenant":"x",
             "data":{"amount":1,"card":"c9"}}"""
                .formatted(name));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/items/0/id").asString()).isEqualTo("a-1");
    JsonNode event = record(0);
    assertThat(event.at("/source").asString()).isEqualTo("/shop");
    assertThat(event.at("/tenant").asString()).isEqualTo("x");
    assertThat(event.at("/dataschema").asString()).endsWith(name + "/schemas/1");
    assertThat(event.at("/time").isMissingNode()).isFalse();
    assertThat(records().get(0).partitionKey()).isEqualTo("c9");
  }

  @Test
  void a_batch_of_cloud_events_is_answered_item_by_item() {
    makeStream();

    Answer answer =
        post(
            "application/cloudevents-batch+json",
            """
            [{"specversion":"1.0","id":"a","source":"/s","type":"%1$s","data":{"amount":1}},
             {"specversion":"1.0","id":"b","source":"/s","type":"other.type","data":{"amount":1}},
             {"amount":1}]"""
                .formatted(name));

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().at("/items/0/status").asString()).isEqualTo("ACCEPTED");
    assertThat(answer.json().at("/items/1/pointer").asString()).isEqualTo("/type");
    assertThat(answer.json().at("/items/2/pointer").asString()).isEqualTo("/specversion");
  }

  @Test
  void binary_mode_takes_the_attributes_from_the_headers() {
    makeStream();

    Answer answer =
        platform.send(
            platform
                .request(path)
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "b-1")
                .header("ce-source", "/shop%20floor")
                .header("ce-type", name)
                .header("ce-time", "2026-11-22T10:00:00Z")
                .POST(BodyPublishers.ofString("{\"amount\":1}")));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(record(0).at("/id").asString()).isEqualTo("b-1");
    assertThat(record(0).at("/source").asString()).isEqualTo("/shop floor");
    assertThat(record(0).at("/time").asString()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(records().get(0).partitionKey()).isEqualTo("b-1");
  }

  @Test
  void data_cannot_forge_attributes() {
    makeStream();

    Answer answer =
        platform.send(
            platform
                .request(path)
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "b-1")
                .header("ce-source", "/s")
                .header("ce-type", name)
                .POST(BodyPublishers.ofString("{\"amount\":1},\"tenant\":{\"x\":1}")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(records()).isEmpty();
  }

  @Test
  void nothing_of_a_broken_array_is_published() {
    makeStream();

    Answer answer = platform.post(path, "[{\"amount\":1},{\"amount\":2},");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/code").asString()).isEqualTo("MALFORMED_JSON");
    assertThat(records()).isEmpty();
  }

  @Test
  void events_that_all_do_not_fit_are_a_problem_with_every_reason() {
    makeStream();

    Answer answer = platform.post(path, "[{},{\"amount\":null}]");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().at("/code").asString()).isEqualTo("EVENTS_REJECTED");
    assertThat(answer.json().at("/violations")).hasSize(2);
    assertThat(answer.json().at("/violations/1/pointer").asString()).isEqualTo("/1/amount");
    assertThat(answer.json().at("/result/rejected").asInt()).isEqualTo(2);
  }

  @Test
  void a_stream_that_is_not_there_yet_is_waited_for_and_then_reported() {
    Answer answer = platform.post(path, "{\"amount\":1}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().at("/code").asString()).isEqualTo("STREAM_NOT_READY");
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @Test
  void a_dry_run_checks_and_publishes_nothing() {
    makeStream();

    Answer answer = platform.post(path + "?dry_run=true", "[{\"amount\":1},{\"amount\":\"x\"}]");

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().at("/valid").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/items/0/status").asString()).isEqualTo("VALID");
    assertThat(records()).isEmpty();
  }

  @Test
  void ids_are_uuids_that_sort_by_time() {
    EventIds ids = platform.bean(EventIds.class);

    String id = ids.next();

    assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(Long.parseLong(id.replace("-", "").substring(0, 12), 16))
        .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(60_000L));
    assertThat(new String(id.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII))
        .isEqualTo(id);
  }
}
