package com.eventbuspro.transform.store;

import com.eventbuspro.model.pipeline.PipelineName;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a pipeline.
 *
 * @param pipeline the pipeline
 * @param desired whether it is to run
 * @param generation grows with every change of what is wanted
 * @param version the version that is wanted
 * @param switchTo the candidate that is to take over, or null
 */
public record Assignment(
    PipelineName pipeline,
    Desired desired,
    long generation,
    int version,
    @Nullable Integer switchTo) {

  /** Whether a pipeline is to run. */
  public enum Desired {
    /** It runs. */
    RUNNING,
    /** It does not, and goes on later where it stopped. */
    PAUSED,
    /** It goes, with everything that only it needs. */
    DELETED
  }
}
