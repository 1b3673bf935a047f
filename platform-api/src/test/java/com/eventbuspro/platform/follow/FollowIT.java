package com.eventbuspro.platform.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.security.Role;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.StreamMode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int MOST = TestPlatform.FOLLOWERS;
  private static final int PORTIONS = 6;
  private static final int PORTION = 50;

  private final TestPlatform platform = TestPlatform.get();
  private final String name = TestPlatform.newName();

  @BeforeEach
  void register() {
    Answer made =
        platform.post(
            "/api/event-types",
            """
            {"name":"%s","owner":"payments","description":"A card was settled",
             "schema":{"type":"object","required":["amount"],"properties":
               {"amount":{"type":"integer"},"at":{"type":"string","format":"date-time"},
                "card":{"type":"object","properties":{"no":{"type":"string"}}}}}}"""
                .formatted(name));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    platform.streams().create(platform.streamOf(name), new StreamMode.Provisioned(2), Map.of());
  }

  @Test
  void events_come_as_rows_and_what_is_none_as_rejected() throws Exception {
    publish("{\"amount\":0}");
    try (Listener listener = Listener.follow(platform, name, null)) {
      assertThat(listener.status()).isEqualTo(200);
      assertThat(listener.contentType()).startsWith("text/event-stream");
      publish(
          "{\"amount\":1,\"at\":\"2026-11-22T10:15:00Z\",\"card\":{\"no\":\"x\"},\"more\":[2]}");
      put("no JSON");

      await().atMost(PATIENCE).until(() -> !listener.events("rejected").isEmpty());
      await().atMost(PATIENCE).until(() -> amounts(listener).contains(1));

      Listener.Event row =
          listener.events("row").stream()
              .filter(event -> event.data().path("amount").asInt() == 1)
              .findFirst()
              .orElseThrow();
      assertThat(row.id()).isNotEmpty();
      assertThat(row.data().at("/at").asString()).isEqualTo("2026-11-22T10:15:00Z");
      assertThat(row.data().at("/card/no").asString()).isEqualTo("x");
      assertThat(row.data().at("/_extra").asString()).isEqualTo("{\"more\":[2]}");
      assertThat(row.data().at("/_schema_version").asInt()).isEqualTo(1);
      assertThat(row.data().at("/_sequence").asString()).isNotEmpty();
      assertThat(listener.events("rejected").get(0).data().at("/cause").asString())
          .isEqualTo("MALFORMED_JSON");
    }
    await().atMost(PATIENCE).until(() -> followers() == 0);
  }

  @Test
  void a_new_schema_version_is_followed_too() throws Exception {
    try (Listener listener = Listener.follow(platform, name, null)) {
      publish("{\"amount\":1}");
      await().atMost(PATIENCE).until(() -> amounts(listener).contains(1));
      Answer added =
          platform.post(
              "/api/event-types/" + name + "/schemas",
              """
              {"type":"object","required":["total"],"properties":
                {"total":{"type":"integer","x-aliases":["amount"]}}}""");
      assertThat(added.status()).as(added.text()).isEqualTo(201);
      publish("{\"amount\":2}");

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(listener.events("row"))
                      .anyMatch(
                          event ->
                              event.data().path("total").asInt() == 2
                                  && event.data().path("_schema_version").asInt() == 2));
    }
  }

  @Test
  void personal_data_is_not_shown_live() throws Exception {
    Answer added =
        platform.post(
            "/api/event-types/" + name + "/schemas",
            """
            {"type":"object","required":["amount"],"properties":
              {"amount":{"type":"integer"},"at":{"type":"string","format":"date-time"},
               "card":{"type":"object","x-pii":true,"properties":{"no":{"type":"string"}}}}}""");
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    try (Listener listener = Listener.follow(platform, name, null)) {
      publish("{\"amount\":1,\"card\":{\"no\":\"x\"}}");

      await().atMost(PATIENCE).until(() -> amounts(listener).contains(1));

      assertThat(listener.events("row").get(0).data().at("/card").asString()).isEqualTo("***");
    }
  }

  @Test
  void who_comes_back_misses_nothing_or_is_told() throws Exception {
    String last;
    try (Listener listener = Listener.follow(platform, name, null)) {
      publish("{\"amount\":1}");
      await().atMost(PATIENCE).until(() -> amounts(listener).contains(1));
      last = listener.events().get(listener.events().size() - 1).id();
    }
    for (int amount = 2; amount <= 5; amount++) {
      publish("{\"amount\":" + amount + "}");
    }
    try (Listener again = Listener.follow(platform, name, last)) {
      await().atMost(PATIENCE).until(() -> again.events("row").size() >= 4);
      assertThat(amounts(again)).containsExactlyInAnyOrder(2, 3, 4, 5);
      assertThat(again.events("gap")).isEmpty();
    }
    try (Listener stranger = Listener.follow(platform, name, "another-1")) {
      await().atMost(PATIENCE).until(() -> !stranger.events("gap").isEmpty());
    }
  }

  @Test
  void who_is_too_slow_is_let_go_and_delays_nobody() throws Exception {
    try (Listener quick = Listener.follow(platform, name, null);
        Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4096);
      slow.connect(new InetSocketAddress("localhost", platform.port()));
      slow.getOutputStream()
          .write(
              ("GET /api/event-types/%s/events?follow HTTP/1.1\r\nHost: localhost\r\n"
                      + "Accept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n")
                  .formatted(name, platform.token(Role.ENGINEER))
                  .getBytes(StandardCharsets.US_ASCII));
      await().atMost(PATIENCE).until(() -> followers() == 2);
      String padding = "x".repeat(100_000);
      // In portions well below what may wait, so that who reads is never taken for slow.
      for (int portion = 1; portion <= PORTIONS; portion++) {
        int rows = portion * PORTION;
        for (int amount = rows - PORTION; amount < rows; amount++) {
          put("{\"amount\":" + amount + ",\"card\":{\"no\":\"" + padding + "\"}}");
        }
        await().atMost(PATIENCE).until(() -> quick.events("row").size() == rows);
      }
      await().atMost(PATIENCE).until(() -> followers() == 1);
      assertThat(quick.events("end")).isEmpty();
    }
  }

  @Test
  void no_more_follow_than_there_is_room_for() throws Exception {
    List<Listener> listeners = new ArrayList<>();
    try {
      for (int i = 0; i < MOST; i++) {
        listeners.add(Listener.follow(platform, name, null));
      }
      Answer refused =
          platform.send(
              platform
                  .request("/api/event-types/" + name + "/events?follow")
                  .header("Accept", "text/event-stream"));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isNotEmpty();
    } finally {
      for (Listener listener : listeners) {
        listener.close();
      }
    }
    await().atMost(PATIENCE).until(() -> followers() == 0);
    try (Listener next = Listener.follow(platform, name, null)) {
      assertThat(next.status()).isEqualTo(200);
    }
  }

  @Test
  void only_what_exists_is_followed_and_only_with_a_token() throws Exception {
    Answer missing =
        platform.send(
            platform
                .request("/api/event-types/none.such/events?follow")
                .header("Accept", "text/event-stream"));
    assertThat(missing.status()).isEqualTo(404);
    HttpResponse<String> anonymous =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://localhost:"
                                + platform.port()
                                + "/api/event-types/"
                                + name
                                + "/events?follow"))
                    .header("Accept", "text/event-stream")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(anonymous.statusCode()).isEqualTo(401);
  }

  private int followers() {
    return platform.bean(Following.class).followers(EventTypeName.parse(name));
  }

  private static List<Integer> amounts(Listener listener) {
    return listener.events("row").stream().map(row -> row.data().path("amount").asInt()).toList();
  }

  private void publish(String data) throws IOException {
    Answer answer = platform.post("/api/event-types/" + name + "/events", data);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private void put(String data) {
    platform
        .streams()
        .publish(
            platform.streamOf(name),
            List.of(new Entry("k", data.getBytes(StandardCharsets.UTF_8))));
  }
}
