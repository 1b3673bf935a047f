package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import com.eventbuspro.platform.web.ETags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/pipelines/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
class PipelineLifecycleController {
  private final PipelineLifecycle lifecycle;

  PipelineLifecycleController(PipelineLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Operation(summary = "Stop it and keep its state")
  @PostMapping("/pause")
  ResponseEntity<Pipeline> pause(@PathVariable PipelineName name, ChangeRequest change) {
    return wanted(lifecycle.pause(name, change));
  }

  @Operation(summary = "Let it go on where it stopped; try again if it does not get on")
  @PostMapping("/resume")
  ResponseEntity<Pipeline> resume(@PathVariable PipelineName name, ChangeRequest change) {
    return wanted(lifecycle.resume(name, change));
  }

  @Operation(
      summary = "Want an older version again",
      description =
          "As a new version that says the same as the older one. If-Match is heeded where it is sent.")
  @PostMapping("/rollback")
  ResponseEntity<Pipeline> rollback(
      @PathVariable PipelineName name,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable Rollback body,
      ChangeRequest change) {
    Rollback wish = body == null ? Rollback.LAST : body;
    OptionalLong generation = ifMatch == null ? OptionalLong.empty() : ETags.required(ifMatch);
    ChangeRequest because =
        wish.reason() == null
            ? change
            : new ChangeRequest(change.by(), wish.reason(), change.mode());
    return wanted(lifecycle.rollBack(name, wish.version(), generation, because));
  }

  @Operation(
      summary = "Let a version that was backfilled beside the current one take its place",
      description = "It must be live: status.figures.candidate_phase says so.")
  @PostMapping(path = "/switch", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Pipeline> switchTo(
      @PathVariable PipelineName name, @RequestBody SwitchRequest body, ChangeRequest change) {
    return wanted(lifecycle.switchTo(name, body.check(), change));
  }

  @Operation(
      summary = "Delete a pipeline",
      description =
          "It is stopped, and then gone. What it wrote stays. Refused while other pipelines read the"
              + " event type that it writes.")
  @ApiResponse(responseCode = "202", description = "It is worked on")
  @ApiResponse(responseCode = "200", description = "A dry run: it could be deleted")
  @DeleteMapping
  ResponseEntity<Pipeline> delete(@PathVariable PipelineName name, ChangeRequest change) {
    Pipeline deleted = lifecycle.delete(name, change);
    return change.mode() == Mode.DRY_RUN
        ? ResponseEntity.ok(deleted)
        : ResponseEntity.accepted().eTag(ETags.of(deleted.generation())).body(deleted);
  }

  private static ResponseEntity<Pipeline> wanted(Pipeline pipeline) {
    return ETags.answer(pipeline.generation(), pipeline);
  }
}
