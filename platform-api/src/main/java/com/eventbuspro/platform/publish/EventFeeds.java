package com.eventbuspro.platform.publish;

import com.eventbuspro.model.event.CloudEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.Function;
import org.springframework.http.MediaType;

/** The events in a request, by its content type. */
public final class EventFeeds {
  /** One JSON value per line. */
  public static final String NDJSON = "application/x-ndjson";

  /** A JSON array of CloudEvents in structured mode. */
  public static final String BATCH = "application/cloudevents-batch+json";

  private EventFeeds() {}

  /**
   * Events in any form that publishing takes.
   *
   * @param limit the longest body, in bytes, that is read as a whole
   * @throws com.eventbuspro.platform.problem.ApiException MALFORMED_JSON, MALFORMED_REQUEST,
   *     TOO_LARGE
   */
  public static EventFeed any(HttpServletRequest request, long limit) throws IOException {
    return switch (mediaType(request)) {
      case CloudEvents.MEDIA_TYPE, BATCH -> json(request, limit, Candidate.Structured::new);
      case NDJSON -> bare(request, limit);
      default ->
          BinaryMode.attributes(request)
              .map(
                  attributes ->
                      json(request, limit, data -> new Candidate.Enveloped(attributes, data)))
              .orElseGet(() -> json(request, limit, Candidate.Bare::new));
    };
  }

  /** JSON objects without envelope: one, an array of them, or one per line. */
  public static EventFeed bare(HttpServletRequest request, long limit) throws IOException {
    return mediaType(request).equals(NDJSON)
        ? new LineFeed(request.getInputStream())
        : json(request, limit, Candidate.Bare::new);
  }

  private static EventFeed json(
      HttpServletRequest request, long limit, Function<byte[], Candidate> kind) {
    return JsonFeeds.read(WholeBody.read(request, limit), kind);
  }

  private static String mediaType(HttpServletRequest request) {
    MediaType type = MediaType.parseMediaType(request.getContentType());
    return type.getType() + "/" + type.getSubtype();
  }
}
