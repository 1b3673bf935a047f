package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import java.util.Map;
import java.util.Optional;

/** Where pipelines that have state began to read. */
interface PipelineStarts {
  /** Nobody has state. */
  PipelineStarts NONE = pipeline -> Optional.empty();

  /** By event type; nothing if the pipeline has no state yet. */
  Optional<Map<EventTypeName, String>> of(PipelineName pipeline);
}
