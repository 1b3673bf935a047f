package com.eventbuspro.platform.console;

import com.eventbuspro.platform.pipeline.Pipeline;
import com.eventbuspro.platform.pipeline.Pipeline.Desired;
import com.eventbuspro.platform.pipeline.PipelineStatus;
import com.eventbuspro.platform.pipeline.PipelineStatus.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline does, in words.
 *
 * @param state a word, a colour and a sentence
 * @param message why, and what to do next, as the transform-runner says it
 * @param note what else to know: that a change was not followed yet, or that this is old
 * @param since when the phase last changed
 */
record PhaseView(StateView state, String message, @Nullable String note, @Nullable When since) {

  static PhaseView of(Pipeline pipeline, Instant now) {
    PipelineStatus status = pipeline.status();
    return new PhaseView(
        state(pipeline),
        status.message(),
        note(pipeline),
        When.ofNullable(status.changedAt(), now));
  }

  static StateView state(Pipeline pipeline) {
    Phase phase = pipeline.status().phase();
    return new StateView(tone(phase), label(phase), sentence(phase));
  }

  /** A phase in a word or two. */
  static String label(Phase phase) {
    return switch (phase) {
      case WAITING -> "Waiting";
      case STARTING -> "Starting";
      case BACKFILLING -> "Reading history";
      case LIVE -> "Live";
      case PAUSING -> "Pausing";
      case PAUSED -> "Paused";
      case FAILING -> "Failing";
      case DELETING -> "Being deleted";
    };
  }

  private static String tone(Phase phase) {
    return switch (phase) {
      case WAITING, STARTING, BACKFILLING, PAUSING, DELETING -> "wait";
      case LIVE -> "good";
      case PAUSED -> "calm";
      case FAILING -> "bad";
    };
  }

  private static String sentence(Phase phase) {
    return switch (phase) {
      case WAITING -> "It waits for something";
      case STARTING -> "Its job is being submitted";
      case BACKFILLING -> "It reads history, and goes live by itself after that";
      case LIVE -> "It follows its streams";
      case PAUSING -> "Its state is being saved";
      case PAUSED -> "It stands still";
      case FAILING -> "It does not get on";
      case DELETING -> "Its job is being stopped and cleaned up after";
    };
  }

  private static @Nullable String note(Pipeline pipeline) {
    PipelineStatus status = pipeline.status();
    if (!status.runnerAlive() && status.updatedAt() != null) {
      return "No transform-runner is at work: this is how it was when it last spoke. What you ask"
          + " for is kept, and done when one is started.";
    }
    if (status.observedGeneration() > 0 && status.observedGeneration() < pipeline.generation()) {
      return pipeline.desired() == Desired.DELETED
          ? "It is to be deleted. That takes some seconds."
          : "The newest change has not been followed yet. That takes some seconds.";
    }
    return null;
  }
}
