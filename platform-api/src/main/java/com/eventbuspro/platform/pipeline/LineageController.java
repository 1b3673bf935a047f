package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.problem.ApiException;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/lineage", produces = MediaType.APPLICATION_JSON_VALUE)
class LineageController {
  private final Lineages lineages;

  LineageController(Lineages lineages) {
    this.lineages = lineages;
  }

  @Operation(
      summary = "What comes from what, down to columns",
      description =
          "Around one event type or one pipeline, over any number of pipelines. An edge out of a"
              + " pipeline has column_lineage, as OpenLineage's facet of that name.")
  @GetMapping
  Lineage around(
      @RequestParam(name = "event_type", required = false) @Nullable EventTypeName eventType,
      @RequestParam(required = false) @Nullable PipelineName pipeline) {
    if (eventType != null && pipeline == null) {
      return lineages.of(eventType);
    }
    if (pipeline != null && eventType == null) {
      return lineages.of(pipeline);
    }
    throw ApiException.parameter("event_type", "Say either event_type or pipeline");
  }
}
