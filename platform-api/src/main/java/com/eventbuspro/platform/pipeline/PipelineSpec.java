package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineStart;

/**
 * What makes a version of a pipeline: two that are equal run alike.
 *
 * @param sql one SELECT over event types
 * @param start where it begins to read
 * @param destination where the result goes
 * @param stateHours how long state is kept that is not touched
 * @param parallelism how many subtasks
 * @param onIncompatible what becomes of state that it cannot go on with
 */
record PipelineSpec(
    String sql,
    PipelineStart start,
    PipelineDestination destination,
    int stateHours,
    int parallelism,
    OnIncompatible onIncompatible) {
  static PipelineSpec of(Pipeline pipeline) {
    return new PipelineSpec(
        pipeline.sql(),
        PipelineStart.parse(pipeline.start()),
        pipeline.destination().parse(),
        pipeline.stateHours(),
        pipeline.parallelism(),
        pipeline.onIncompatible());
  }

  static PipelineSpec of(PipelineVersion version) {
    return new PipelineSpec(
        version.sql(),
        PipelineStart.parse(version.start()),
        version.destination().parse(),
        version.stateHours(),
        version.parallelism(),
        version.onIncompatible());
  }
}
