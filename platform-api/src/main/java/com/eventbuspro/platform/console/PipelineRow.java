package com.eventbuspro.platform.console;

import com.eventbuspro.platform.pipeline.Pipeline;
import java.time.Instant;
import java.util.List;

/** A pipeline in the list. */
record PipelineRow(
    String name,
    String purpose,
    String owner,
    StateView state,
    List<String> reads,
    DestinationView destination,
    PipelineFiguresView figures) {
  PipelineRow {
    reads = List.copyOf(reads);
  }

  static PipelineRow of(Pipeline pipeline, Instant now) {
    return new PipelineRow(
        pipeline.name(),
        pipeline.purpose(),
        pipeline.owner(),
        PhaseView.state(pipeline),
        pipeline.reads(),
        DestinationView.of(pipeline.destination()),
        PipelineFiguresView.of(pipeline.status().figures(), now));
  }
}
