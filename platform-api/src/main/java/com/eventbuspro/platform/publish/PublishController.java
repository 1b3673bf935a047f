package com.eventbuspro.platform.publish;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.CloudEvents;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.BodyTooLargeException;
import com.eventbuspro.platform.problem.Problem;
import com.eventbuspro.platform.publish.PublishResult.Detail;
import com.eventbuspro.platform.security.ChangeRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
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
  private final Publishing publishing;
  private final PlatformSettings.Limits limits;

  PublishController(Publishing publishing, PlatformSettings settings) {
    this.publishing = publishing;
    this.limits = settings.limits();
  }

  @Operation(
      summary = "Publish events",
      description =
          "One event, an array, newline-delimited JSON, or CloudEvents in structured, batch or binary"
              + " mode (ce-… headers). JSON bodies are checked as a whole before anything is"
              + " published; newline-delimited JSON is read and published as it comes. Every event"
              + " is answered by itself. An UNKNOWN event may be in the stream or not: send it again"
              + " with the same id if you must be sure.")
  @ApiResponse(
      responseCode = "200",
      description = "Every event is in the stream",
      content = @Content(schema = @Schema(implementation = PublishResult.class)))
  @ApiResponse(
      responseCode = "207",
      description = "Some events are in the stream, others are not: see items",
      content = @Content(schema = @Schema(implementation = PublishResult.class)))
  @ApiResponse(
      responseCode = "422",
      description = "No event fits the event type: see violations, and result for every event",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "503",
      description =
          "STREAM_NOT_READY or UNAVAILABLE: no event is in the stream, try again after Retry-After."
              + " OUTCOME_UNKNOWN: nobody knows",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  @RequestBody(
      description = "Events",
      required = true,
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")),
        @Content(mediaType = EventFeeds.NDJSON, schema = @Schema(type = "string")),
        @Content(mediaType = CloudEvents.MEDIA_TYPE, schema = @Schema(type = "object")),
        @Content(
            mediaType = EventFeeds.BATCH,
            array = @ArraySchema(schema = @Schema(type = "object")))
      })
  @PostMapping(
      consumes = {
        MediaType.APPLICATION_JSON_VALUE,
        EventFeeds.NDJSON,
        CloudEvents.MEDIA_TYPE,
        EventFeeds.BATCH
      },
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
  ResponseEntity<Object> publish(
      @PathVariable EventTypeName name,
      @RequestParam(defaultValue = "auto") String results,
      HttpServletRequest request,
      ChangeRequest change)
      throws IOException {
    try {
      return PublishAnswers.of(
          publishing.publish(
              name,
              () -> EventFeeds.any(request, limits.jsonBody().toBytes()),
              detail(results),
              change),
          request.getRequestURI());
    } catch (BodyTooLargeException e) {
      throw e.problem();
    }
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
