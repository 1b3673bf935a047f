package com.eventbuspro.platform.publish;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.CloudEvents;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.BodyTooLargeException;
import com.eventbuspro.platform.publish.PublishResult.Detail;
import com.eventbuspro.platform.security.Change;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/event-types/{name}/events")
class PublishController {
  static final String NDJSON = "application/x-ndjson";
  static final String BATCH = "application/cloudevents-batch+json";

  private final Publishing publishing;
  private final PlatformSettings.Limits limits;

  PublishController(Publishing publishing, PlatformSettings settings) {
    this.publishing = publishing;
    this.limits = settings.limits();
  }

  @PostMapping(
      consumes = {MediaType.APPLICATION_JSON_VALUE, NDJSON, CloudEvents.MEDIA_TYPE, BATCH},
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
  ResponseEntity<Object> publish(
      @PathVariable EventTypeName name,
      @RequestParam(defaultValue = "auto") String results,
      HttpServletRequest request,
      Change change)
      throws IOException {
    try {
      return PublishAnswers.of(
          publishing.publish(name, () -> feed(request), detail(results), change),
          request.getRequestURI());
    } catch (BodyTooLargeException e) {
      throw e.problem();
    }
  }

  private EventFeed feed(HttpServletRequest request) throws IOException {
    MediaType type = MediaType.parseMediaType(request.getContentType());
    return switch (type.getType() + "/" + type.getSubtype()) {
      case NDJSON -> new LineFeed(request.getInputStream());
      case CloudEvents.MEDIA_TYPE, BATCH -> json(request, Candidate.Structured::new);
      default ->
          BinaryMode.attributes(request)
              .map(attributes -> json(request, data -> new Candidate.Enveloped(attributes, data)))
              .orElseGet(() -> json(request, Candidate.Bare::new));
    };
  }

  private EventFeed json(HttpServletRequest request, Function<byte[], Candidate> kind) {
    return JsonFeeds.read(WholeBody.read(request, limits.jsonBody().toBytes()), kind);
  }

  private static Detail detail(String results) {
    return switch (results.toLowerCase(Locale.ROOT)) {
      case "auto" -> Detail.AUTO;
      case "all" -> Detail.ALL;
      case "rejected" -> Detail.REJECTED;
      default -> throw ApiException.parameter("results", "results is auto, all or rejected");
    };
  }
}
