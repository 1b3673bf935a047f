package com.eventbuspro.platform.publish;

import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Bodies that are one JSON value: an event, or an array of events. The whole body is checked to be
 * JSON before the first event is looked at, so that nothing of a broken body is published.
 */
final class JsonFeeds {
  // Nesting costs nothing here, and the decoder has its own, stricter word on every event.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(10_000).build())
          .build();

  private JsonFeeds() {}

  /**
   * The events in a body, cut out as they stand there.
   *
   * @throws ApiException MALFORMED_JSON
   */
  static EventFeed read(byte[] body, Function<byte[], Candidate> kind) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new ApiException(
            ProblemCode.MALFORMED_REQUEST,
            "The request has no body",
            List.of(Violation.of("", "MISSING_BODY", "A body is needed", "Send an event")));
      }
      List<Candidate> events =
          first == JsonToken.START_ARRAY
              ? elements(parser, body, kind)
              : List.of(kind.apply(value(parser, body)));
      if (parser.nextToken() != null) {
        throw malformed(
            "There is more than one JSON value; send an array, or application/x-ndjson", parser);
      }
      return EventFeed.of(events);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw malformed(
          at == null
              ? "Not JSON"
              : "Not JSON, at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }
  }

  private static List<Candidate> elements(
      JsonParser parser, byte[] body, Function<byte[], Candidate> kind) {
    List<Candidate> events = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      events.add(kind.apply(value(parser, body)));
    }
    return events;
  }

  /** The bytes of the value that the parser stands at the beginning of. */
  private static byte[] value(JsonParser parser, byte[] body) {
    long from = parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    long to = parser.currentLocation().getByteOffset();
    if (from < 0 || to < from || to > body.length) {
      throw malformed("The body is not UTF-8", parser);
    }
    return Arrays.copyOfRange(body, (int) from, (int) to);
  }

  private static ApiException malformed(String message, JsonParser parser) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return malformed(message + ", at line " + at.getLineNr() + ", column " + at.getColumnNr());
  }

  private static ApiException malformed(String message) {
    return new ApiException(
        ProblemCode.MALFORMED_JSON,
        message + ". Nothing was published",
        List.of(Violation.of("", ProblemCode.MALFORMED_JSON.name(), message)));
  }
}
