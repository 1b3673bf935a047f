package com.eventbuspro.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.security.Role;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that never reach our code, or break off in it. */
class ContainerProblemsIT {
  private static final TestPlatform PLATFORM = TestPlatform.get();

  static Stream<String> requests() {
    String host = "Host: localhost\r\nConnection: close\r\n";
    String token = "Authorization: Bearer " + PLATFORM.token(Role.ENGINEER) + "\r\n";
    String post = "Content-Type: application/json\r\n" + token + host;
    return Stream.of(
        "GET /api/event-types?text={} HTTP/1.1\r\n" + host + "\r\n",
        "GET /api/<script> HTTP/1.1\r\n" + host + "\r\n",
        "GET /api/%zz HTTP/1.1\r\n" + host + "\r\n",
        "GET /api/event-types HTTP/1.1\r\n" + host + "X: " + "x".repeat(60_000) + "\r\n\r\n",
        "GET /api/event-types HTTP/1.1\r\n" + host + "X Y: z\r\n" + token + "\r\n",
        "GET /api/event-types HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /api/event-types HTTP/1.1\r\n" + host + "Host: other\r\n\r\n",
        "POST /api/event-types HTTP/1.1\r\n" + post + "Content-Length: -1\r\n\r\n",
        "POST /api/event-types HTTP/1.1\r\n" + post + "Content-Length: 99999999999\r\n\r\n",
        "POST /api/event-types HTTP/1.1\r\n"
            + post
            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "TRACE /api/event-types HTTP/1.1\r\n" + host + token + "\r\n",
        "BREW /api/event-types HTTP/1.1\r\n" + host + token + "\r\n",
        "PUT /api/event-types HTTP/1.1\r\n" + post + "Content-Length: 2\r\n\r\n{}");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void every_broken_request_is_a_problem(String request) throws Exception {
    RawAnswer answer = RawHttp.send(PLATFORM, request);

    String first = request.substring(0, Math.min(60, request.length()));
    assertThat(answer.status()).as(first + answer).isBetween(400, 499);
    assertThat(answer.head().toLowerCase(Locale.ROOT))
        .as(first + answer)
        .contains("content-type: application/problem+json");
    assertThat(answer.body()).contains("\"code\"").contains("\"trace_id\"");
    assertThat(answer.body()).doesNotContain("Tomcat").doesNotContain("<html");
  }
}
