package com.eventbuspro.platform.pipeline;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Pipelines of one test, with names of their own, asked for over REST. */
final class Asked {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();

  private final TestPlatform platform;

  Asked(TestPlatform platform) {
    this.platform = platform;
  }

  static String newName() {
    return "pipeline-" + NAMES.incrementAndGet();
  }

  /** SQL over an event type that nobody else asks about, with what is said of it. */
  String sql(String reads, String comment) {
    String sql = "SELECT amount FROM " + reads + " -- " + comment + " " + NAMES.incrementAndGet();
    platform
        .runner()
        .says(
            sql,
            """
            {"valid":true,"faults":[],"columns":[{"name":"amount","type":"BIGINT","nullable":true,
             "pii":false,"origins":[{"event_type":"%s","column":"amount"}]}],"changes":"APPEND",
             "reads":{"%s":["amount"]},"warnings":[{"operator":"Join","message":"Keeps all"}],
             "destination_faults":[],"event_schema":{"type":"object","properties":
             {"amount":{"type":"integer"}}},"time_property":null,"fingerprint":"same"}"""
                .formatted(reads, reads));
    return sql;
  }

  /** Registers an event type that can be read. */
  String eventType() {
    String name = TestPlatform.newName();
    Answer made =
        platform.post(
            "/api/event-types",
            """
            {"name":"%s","owner":"payments","description":"A source","schema":{"type":"object",
             "properties":{"amount":{"type":"integer"}}}}"""
                .formatted(name));
    if (made.status() != 201) {
      throw new IllegalStateException(made.text());
    }
    return name;
  }

  static String toLakeTable(String table) {
    return "{\"type\":\"lake_table\",\"name\":\"" + table + "\",\"key\":[]}";
  }

  static String toEventType(String name) {
    return "{\"type\":\"event_type\",\"name\":\"" + name + "\"}";
  }

  static String toWebhook(String url) {
    return "{\"type\":\"webhook\",\"url\":\"" + url + "\"}";
  }

  static String declaration(String name, String sql, String destination) {
    ObjectNode body = JSON.createObjectNode();
    body.put("name", name);
    body.put("owner", "payments");
    body.put("purpose", "A test");
    body.put("sql", sql);
    body.put("start", "history");
    body.set("destination", JSON.readTree(destination));
    return body.toString();
  }

  Answer create(String name, String sql, String destination) {
    return platform.post("/api/pipelines", declaration(name, sql, destination));
  }

  /** Makes a pipeline that must be good. */
  JsonNode made(String name, String sql, String destination) {
    Answer answer = create(name, sql, destination);
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.text());
    }
    return answer.json();
  }

  Answer patch(String name, String ifMatch, String json) {
    return platform.send(
        platform
            .request("/api/pipelines/" + name)
            .header("Content-Type", "application/json")
            .header("If-Match", ifMatch)
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  Answer act(String path) {
    return platform.send(platform.request("/api/pipelines/" + path).POST(BodyPublishers.noBody()));
  }

  Answer act(String path, String json) {
    return platform.post("/api/pipelines/" + path, json);
  }

  Answer delete(String name) {
    return platform.send(platform.request("/api/pipelines/" + name).DELETE());
  }

  /** Audit records about a pipeline, newest first. */
  JsonNode audit(String name) {
    return platform
        .send(
            platform.request(
                "/api/audit-records?subject=pipelines/" + name, platform.token(Role.AUDITOR)))
        .json()
        .at("/items");
  }
}
