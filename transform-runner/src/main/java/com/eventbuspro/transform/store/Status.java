package com.eventbuspro.transform.store;

import com.eventbuspro.model.pipeline.PipelineFigures;
import com.eventbuspro.model.pipeline.PipelineName;
import java.util.Objects;

/**
 * How a pipeline is, in words and figures.
 *
 * @param pipeline the pipeline
 * @param generation the generation of it that this speaks of
 * @param standing in words
 * @param figures in figures
 */
public record Status(
    PipelineName pipeline, long generation, Standing standing, PipelineFigures figures) {

  /**
   * How a pipeline is, in words.
   *
   * @param phase for everyone
   * @param reason one CamelCase word for machines
   * @param message why, and what to do next, for people
   */
  public record Standing(Phase phase, String reason, String message) {
    public Standing {
      Objects.requireNonNull(phase, "phase");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(message, "message");
    }
  }
}
