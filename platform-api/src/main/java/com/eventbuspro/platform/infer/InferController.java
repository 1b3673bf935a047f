package com.eventbuspro.platform.infer;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.SchemaInference;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.publish.Candidate;
import com.eventbuspro.platform.publish.EventFeed;
import com.eventbuspro.platform.publish.EventFeeds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RestController
class InferController {
  private static final int MAX_SAMPLES = 20_000;

  private final JsonMapper json;
  private final PlatformSettings.Limits limits;

  InferController(JsonMapper json, PlatformSettings settings) {
    this.json = json;
    this.limits = settings.limits();
  }

  @Operation(
      summary = "Propose a schema from sample events",
      description =
          "Samples are one JSON object, an array of them, or newline-delimited JSON; of"
              + " newline-delimited JSON the first 20,000 lines count. Nothing is kept.")
  @RequestBody(
      description = "Sample events",
      required = true,
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")),
        @Content(mediaType = EventFeeds.NDJSON, schema = @Schema(type = "string"))
      })
  @ApiResponse(
      responseCode = "200",
      description = "A JSON Schema 2020-12 document that every sample fits",
      content = @Content(schema = @Schema(type = "object")))
  @PostMapping(
      path = "/api/schemas/infer",
      consumes = {MediaType.APPLICATION_JSON_VALUE, EventFeeds.NDJSON},
      produces = MediaType.APPLICATION_JSON_VALUE)
  JsonNode infer(HttpServletRequest request) throws IOException {
    EventFeed feed = EventFeeds.bare(request, limits.jsonBody().toBytes());
    List<String> samples = new ArrayList<>();
    for (Optional<Candidate> next = feed.next();
        next.isPresent() && samples.size() < MAX_SAMPLES;
        next = feed.next()) {
      samples.add(text(next.get(), samples.size()));
    }
    if (samples.isEmpty()) {
      throw refused("", "NO_SAMPLES", "There is no sample");
    }
    return json.readTree(SchemaInference.infer(samples));
  }

  private static String text(Candidate candidate, int index) {
    if (candidate instanceof Candidate.Bare bare) {
      return new String(bare.data(), StandardCharsets.UTF_8);
    }
    Candidate.Unreadable unreadable = (Candidate.Unreadable) candidate;
    throw refused("/" + index, unreadable.code(), unreadable.message());
  }

  private static InvalidInputException refused(String pointer, String code, String message) {
    return new InvalidInputException(
        Violation.of(pointer, code, message, "Send one or more sample events"));
  }
}
