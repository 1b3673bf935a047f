package com.eventbuspro.transform.job;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * A version of a pipeline, with all that is needed to make a job of it.
 *
 * @param pipeline the pipeline
 * @param version its version
 * @param sql one SELECT
 * @param inputs the event types that it reads; others are not known to its SQL
 * @param output where the result goes
 * @param stateLife for how long state is kept that is not touched
 * @param parallelism how many subtasks
 */
public record JobSpec(
    PipelineName pipeline,
    int version,
    String sql,
    Map<EventTypeName, JobInput> inputs,
    JobOutput output,
    Duration stateLife,
    int parallelism) {
  public JobSpec {
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(output, "output");
    inputs = Map.copyOf(inputs);
    if (version < 1 || parallelism < 1) {
      throw new IllegalArgumentException("A version and a parallelism begin at 1");
    }
    if (stateLife.isZero() || stateLife.isNegative()) {
      throw new IllegalArgumentException("State must live for some time: " + stateLife);
    }
  }
}
