package com.eventbuspro.platform.publish;

import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.problem.Problem;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.publish.PublishedItem.Status;
import com.eventbuspro.platform.publish.Publishing.Published;
import com.eventbuspro.streams.StreamFailure;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The HTTP answer that fits what a publish came to. */
final class PublishAnswers {
  private static final int MAX_VIOLATIONS = 100;

  private PublishAnswers() {}

  static ResponseEntity<Object> of(Published published, String path) {
    PublishResult result = published.result();
    int good = result.accepted() + result.valid();
    if (good == result.total()) {
      return ResponseEntity.ok(result);
    }
    if (good > 0) {
      return ResponseEntity.status(HttpStatus.MULTI_STATUS).body(result);
    }
    if (result.unknown() > 0) {
      return problem(
          ProblemCode.OUTCOME_UNKNOWN,
          "The stream's answer was lost. See result for each event; send those that are UNKNOWN"
              + " again, with the same ids, if you must be sure",
          published,
          path);
    }
    return published
        .streamFailure()
        .map(failure -> problem(code(failure), detail(failure), published, path))
        .orElseGet(
            () ->
                problem(
                    ProblemCode.EVENTS_REJECTED,
                    "None of the " + result.total() + " events fits the event type. See violations",
                    published,
                    path));
  }

  private static ProblemCode code(StreamFailure failure) {
    return switch (failure) {
      case NOT_FOUND, BUSY -> ProblemCode.STREAM_NOT_READY;
      case THROTTLED, LIMIT_EXCEEDED -> ProblemCode.TOO_MANY_REQUESTS;
      case ALREADY_EXISTS,
          ACCESS_DENIED,
          INVALID,
          RECORD_TOO_LARGE,
          INVALID_PARTITION_KEY,
          NOT_ATTEMPTED,
          UNAVAILABLE ->
          ProblemCode.UNAVAILABLE;
      case UNKNOWN_OUTCOME -> ProblemCode.OUTCOME_UNKNOWN;
    };
  }

  private static String detail(StreamFailure failure) {
    return switch (code(failure)) {
      case STREAM_NOT_READY ->
          "The stream is being made. Nothing was published; try again in a moment";
      case TOO_MANY_REQUESTS ->
          "The stream takes no more at the moment. Nothing was published; try again more slowly,"
              + " or give the event type more shards";
      default -> "The stream cannot be reached. Nothing was published; try again later";
    };
  }

  private static ResponseEntity<Object> problem(
      ProblemCode code, String detail, Published published, String path) {
    List<Violation> violations =
        published.result().items().stream()
            .filter(item -> item.status() == Status.REJECTED)
            .limit(MAX_VIOLATIONS)
            .map(PublishAnswers::violation)
            .toList();
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(code.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (code.status() == 503 || code.status() == 429) {
      answer.header("Retry-After", "2");
    }
    return answer.body(Problem.of(code, detail, path, violations, published.result()));
  }

  private static Violation violation(PublishedItem item) {
    return Violation.of(
        "/" + item.index() + (item.pointer() == null ? "" : item.pointer()),
        String.valueOf(item.code()),
        String.valueOf(item.message()));
  }
}
