package com.eventbuspro.platform.pipeline;

import org.jspecify.annotations.Nullable;

/** The declared part of a pipeline: what an audit record keeps of it. */
record PipelineSnapshot(
    String name,
    String owner,
    String purpose,
    Pipeline.Desired desired,
    int version,
    long generation,
    @Nullable Integer switchTo,
    String sql,
    String start,
    DestinationSpec destination,
    int stateHours,
    int parallelism,
    OnIncompatible onIncompatible) {

  static PipelineSnapshot of(Pipeline pipeline) {
    return new PipelineSnapshot(
        pipeline.name(),
        pipeline.owner(),
        pipeline.purpose(),
        pipeline.desired(),
        pipeline.version(),
        pipeline.generation(),
        pipeline.switchTo(),
        pipeline.sql(),
        pipeline.start(),
        pipeline.destination(),
        pipeline.stateHours(),
        pipeline.parallelism(),
        pipeline.onIncompatible());
  }
}
