package com.eventbuspro.platform.follow;

import com.eventbuspro.model.EventTypeName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/event-types/{name}")
class FollowController {
  private final Following following;

  FollowController(Following following) {
    this.following = following;
  }

  @Operation(
      summary = "The newest rows of the lake table, or events live",
      description =
          "With Accept: application/json a page of rows, newest first. With Accept:"
              + " application/x-ndjson the whole table, oldest commit first, one row per line, up to"
              + " limit rows; personal data (x-pii) is masked for every role but ADMIN, and live for"
              + " every role; the header Total-Rows says how many the table has, and a connection"
              + " that is cut means that rows are missing. With follow and Accept: text/event-stream, the events of the stream from now on, about a"
              + " second after they were published and before they are in the lake: as 'row' what"
              + " will be a row, by the names of its own schema version, as 'rejected' what will be"
              + " in quarantine. Seen live is not yet kept: the lake is the record. Who comes back"
              + " with Last-Event-ID within a minute misses nothing, or is told by 'gap'. A"
              + " connection ends with 'end' and the reason: too_slow, time_is_up (after half an"
              + " hour), retired, shutting_down. Comments show that it lives.")
  @ApiResponse(
      responseCode = "200",
      description = "Events as they come",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  @GetMapping(path = "/events", params = "follow", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void follow(
      @PathVariable EventTypeName name,
      @Parameter(description = "The id of the event that was seen last")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    following.follow(
        name,
        () -> {
          response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
          response.setCharacterEncoding("UTF-8");
          response.setHeader("Cache-Control", "no-store");
          // For proxies that would wait until a buffer is full.
          response.setHeader("X-Accel-Buffering", "no");
          return request.startAsync();
        },
        lastEventId);
  }
}
