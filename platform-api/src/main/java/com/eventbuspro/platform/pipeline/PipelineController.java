package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.Problem;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.web.ETags;
import com.eventbuspro.platform.web.Inputs;
import com.eventbuspro.platform.web.Made;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/pipelines", produces = MediaType.APPLICATION_JSON_VALUE)
class PipelineController {
  private final Pipelines pipelines;
  private final PipelineChanges changes;
  private final PipelineComparisons comparisons;

  PipelineController(
      Pipelines pipelines, PipelineChanges changes, PipelineComparisons comparisons) {
    this.pipelines = pipelines;
    this.changes = changes;
    this.comparisons = comparisons;
  }

  @Operation(
      summary = "Make a pipeline",
      description =
          "Its SQL is checked first; what it writes to is made with it, and it starts by itself. Saying"
              + " the same again changes nothing. The answer that makes a webhook has the secret its"
              + " requests are signed with; it cannot be read again.")
  @ApiResponse(responseCode = "201", description = "It was made")
  @ApiResponse(responseCode = "200", description = "It was there, exactly so; or a dry run")
  @ApiResponse(
      responseCode = "409",
      description = "It exists and is different, or its destination is another's: see violations",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "422",
      description = "Everything that is wrong, in the SQL with line and column: see violations",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Pipeline> create(@RequestBody PipelineDeclaration body, ChangeRequest change) {
    Made<Pipeline> done = changes.create(body, change);
    Pipeline pipeline = done.resource();
    ResponseEntity.BodyBuilder answer =
        done.answer(URI.create("/api/pipelines/" + pipeline.name()), pipeline.generation());
    if (done.outcome() == Made.Outcome.CREATED) {
      // It may have the secret of a webhook.
      answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    return answer.body(pipeline);
  }

  @Operation(summary = "Search pipelines, by name")
  @GetMapping
  Page<Pipeline> search(
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(required = false) PipelineStatus.@Nullable Phase phase,
      @RequestParam(defaultValue = "") String reads,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit,
      @AuthenticationPrincipal Caller caller) {
    return pipelines.search(
        new Pipelines.Search(
            Inputs.text("text", text),
            Inputs.text("owner", owner),
            phase,
            Inputs.text("reads", reads)),
        new PageRequest(cursor, limit),
        caller);
  }

  @Operation(
      summary = "One pipeline: what is wanted of it, how it is, and its jobs",
      description =
          "Of a webhook's address, those who may not change the pipeline see the host only, here and in"
              + " lists and versions.")
  @GetMapping("/{name}")
  ResponseEntity<Pipeline> read(
      @PathVariable PipelineName name, @AuthenticationPrincipal Caller caller) {
    Pipeline found = pipelines.get(name, caller);
    return ETags.answer(found.generation(), found);
  }

  @Operation(
      summary = "All versions, newest first",
      description = "Always one page: a pipeline has few versions.")
  @GetMapping("/{name}/versions")
  Page<PipelineVersion> versions(
      @PathVariable PipelineName name, @AuthenticationPrincipal Caller caller) {
    return new Page<>(pipelines.versions(name, caller), null);
  }

  @Operation(
      summary = "How the rows of a version beside the current one differ from its rows",
      description =
          "For a version that is backfilled beside the current one, once it is live, and renewed"
              + " until somebody switches: what to look at before switching. Personal data is masked for every role but ADMIN. 404 while there"
              + " is none.")
  @GetMapping("/{name}/comparison")
  PipelineComparison comparison(
      @PathVariable PipelineName name, @AuthenticationPrincipal Caller caller) {
    return comparisons
        .of(name, caller)
        .orElseThrow(
            () ->
                new ApiException(
                    ProblemCode.NOT_FOUND,
                    "'" + name + "' has no version beside the current one that was compared"));
  }

  @Operation(
      summary = "Events that it could not deal with and went on without, newest first",
      description =
          "Kept for 30 days. Messages are masked for every role but ADMIN when it reads personal data.")
  @GetMapping("/{name}/quarantine")
  Page<QuarantinedEvent> quarantine(
      @PathVariable PipelineName name,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit,
      @AuthenticationPrincipal Caller caller) {
    return pipelines.quarantine(name, new PageRequest(cursor, limit), caller);
  }

  @Operation(
      summary = "Change a pipeline",
      description =
          "What is absent stays. Other SQL, start, state_hours, parallelism or on_incompatible is a new"
              + " version. If-Match carries the ETag that was read: 428 without it, 412 when it is"
              + " stale. A dry run answers the analysis, and whether the state is kept if the"
              + " transform-runner says so.")
  @PatchMapping(
      path = "/{name}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
  ResponseEntity<Pipeline> change(
      @PathVariable PipelineName name,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody PipelineChange body,
      ChangeRequest change) {
    Pipeline after = changes.change(name, body, ETags.required(ifMatch), change);
    return ETags.answer(after.generation(), after);
  }
}
