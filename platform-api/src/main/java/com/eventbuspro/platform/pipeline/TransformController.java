package com.eventbuspro.platform.pipeline;

import com.eventbuspro.platform.problem.Problem;
import com.eventbuspro.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping(
    path = "/api/pipelines",
    consumes = MediaType.APPLICATION_JSON_VALUE,
    produces = MediaType.APPLICATION_JSON_VALUE)
class TransformController {
  private static final Logger LOG = LoggerFactory.getLogger(TransformController.class);

  private final Transforms transforms;
  private final JsonMapper json;

  TransformController(Transforms transforms, JsonMapper json) {
    this.transforms = transforms;
    this.json = json;
  }

  @Operation(
      summary = "What SQL means and what is wrong with it",
      description =
          "Nothing is made. The answer is 200 whether the SQL is valid or not: faults say where and"
              + " why, columns what it brings forth, reads what it needs.")
  @PostMapping("/validate")
  Analysis validate(@RequestBody SqlCheck body, @AuthenticationPrincipal Caller caller) {
    return transforms.validate(body, caller);
  }

  @Operation(
      summary = "The first rows of SQL on a slice of history",
      description =
          "Nothing is made. While it works, blank lines are sent before the JSON, so that a caller who"
              + " goes away is noticed and the work is cancelled. Personal data (x-pii) is masked for"
              + " every role but ADMIN. What stops it once it has begun is its error.")
  @ApiResponse(
      responseCode = "200",
      description = "The rows",
      content = @Content(schema = @Schema(implementation = Preview.class)))
  @ApiResponse(
      responseCode = "422",
      description = "The SQL is wrong: see violations, with line and column",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  @PostMapping("/preview")
  void preview(
      @RequestBody PreviewRequest body,
      @AuthenticationPrincipal Caller caller,
      HttpServletResponse response) {
    try {
      Preview preview = transforms.preview(body, caller, () -> beat(response));
      begin(response).write(json.writeValueAsBytes(preview));
    } catch (IOException e) {
      LOG.debug("Nobody waits for a preview any more", e);
    }
  }

  private static void beat(HttpServletResponse response) throws IOException {
    begin(response).write('\n');
    response.flushBuffer();
  }

  private static OutputStream begin(HttpServletResponse response) throws IOException {
    if (!response.isCommitted()) {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.setHeader("Cache-Control", "no-store");
      // For proxies that would wait until a buffer is full.
      response.setHeader("X-Accel-Buffering", "no");
    }
    return response.getOutputStream();
  }
}
