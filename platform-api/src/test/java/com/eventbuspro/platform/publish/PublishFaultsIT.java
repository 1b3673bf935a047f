package com.eventbuspro.platform.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamsException;
import com.eventbuspro.streams.testing.InMemoryStreams.Operation;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What publishing answers when the stream is in trouble: never a success that is none. */
class PublishFaultsIT {
  private final TestPlatform platform = TestPlatform.get();
  private final String name = TestPlatform.newName();
  private final String path = "/api/event-types/" + name + "/events";

  @BeforeEach
  void register() {
    platform.post(
        "/api/event-types",
        """
        {"name":"%s","owner":"payments","description":"d",
         "schema":{"type":"object","properties":{"n":{"type":"integer"}}}}"""
            .formatted(name));
    platform.streams().create(platform.streamOf(name), new StreamMode.Provisioned(1), Map.of());
  }

  @AfterEach
  void heal() {
    platform.streams().onCall((operation, stream) -> {});
  }

  private void failFromCall(int first, StreamFailure failure) {
    AtomicInteger calls = new AtomicInteger();
    platform
        .streams()
        .onCall(
            (operation, stream) -> {
              if (operation == Operation.PUBLISH
                  && stream.equals(platform.streamOf(name))
                  && calls.incrementAndGet() >= first) {
                throw new StreamsException(failure, "Trouble, as ordered");
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, 503, UNAVAILABLE",
    "ACCESS_DENIED, 503, UNAVAILABLE",
    "NOT_FOUND, 503, STREAM_NOT_READY",
    "BUSY, 503, STREAM_NOT_READY",
    "THROTTLED, 429, TOO_MANY_REQUESTS",
    "UNKNOWN_OUTCOME, 503, OUTCOME_UNKNOWN"
  })
  void a_stream_in_trouble_is_a_problem_that_can_be_tried_again(
      StreamFailure failure, int status, String code) {
    failFromCall(1, failure);

    Answer answer = platform.post(path, "{\"n\":1}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().at("/code").asString()).isEqualTo(code);
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.json().at("/result/accepted").asInt()).isZero();
    assertThat(answer.json().at("/result/items/0/status").asString())
        .isEqualTo(failure == StreamFailure.UNKNOWN_OUTCOME ? "UNKNOWN" : "REJECTED");
  }

  @Test
  void trouble_halfway_is_told_event_by_event_and_nothing_more_is_sent() {
    failFromCall(2, StreamFailure.UNAVAILABLE);

    Answer answer = postLines(1200);

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().at("/accepted").asInt()).isEqualTo(500);
    assertThat(answer.json().at("/rejected").asInt()).isEqualTo(700);
    assertThat(answer.json().at("/items/500/code").asString()).isEqualTo("UNAVAILABLE");
    assertThat(answer.json().at("/items/1199/code").asString()).isEqualTo("NOT_ATTEMPTED");
  }

  @Test
  void a_lost_answer_halfway_is_told_as_unknown() {
    failFromCall(2, StreamFailure.UNKNOWN_OUTCOME);

    Answer answer = postLines(1200);

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().at("/accepted").asInt()).isEqualTo(500);
    assertThat(answer.json().at("/unknown").asInt()).isEqualTo(500);
    assertThat(answer.json().at("/rejected").asInt()).isEqualTo(200);
  }

  private Answer postLines(int count) {
    return platform.send(
        platform
            .request(path)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString("{\"n\":1}\n".repeat(count))));
  }
}
