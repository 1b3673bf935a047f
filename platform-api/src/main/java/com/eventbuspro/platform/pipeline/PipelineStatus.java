package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.pipeline.PipelineFigures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is, by what the transform-runner said last.
 *
 * @param phase what it does
 * @param reason one CamelCase word for machines
 * @param message why, and what to do next, for people
 * @param observedGeneration the generation it speaks of; 0 when nobody looked yet
 * @param runnerAlive whether a transform-runner acts on pipelines now; if none does, this is old
 * @param changedAt when the phase last changed; null when nobody looked yet
 * @param updatedAt when the transform-runner last spoke of it
 * @param figures in figures; null when there are none
 */
public record PipelineStatus(
    Phase phase,
    String reason,
    String message,
    long observedGeneration,
    boolean runnerAlive,
    @Nullable Instant changedAt,
    @Nullable Instant updatedAt,
    @Nullable PipelineFigures figures) {

  /** What a pipeline does. */
  public enum Phase {
    /** It waits for something: see the message. */
    WAITING,
    STARTING,
    /** It reads history. */
    BACKFILLING,
    /** It follows the streams. */
    LIVE,
    PAUSING,
    PAUSED,
    /** It does not get on: see the message. */
    FAILING,
    DELETING
  }

  static PipelineStatus notYet(boolean runnerAlive) {
    return new PipelineStatus(
        Phase.WAITING,
        runnerAlive ? "NotObserved" : "NoRunner",
        runnerAlive
            ? "The transform-runner has not looked yet. This takes a few seconds"
            : "No transform-runner is at work. It begins when one is started",
        0,
        runnerAlive,
        null,
        null,
        null);
  }
}
