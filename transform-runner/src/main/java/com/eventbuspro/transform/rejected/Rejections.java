package com.eventbuspro.transform.rejected;

import java.io.Serializable;
import java.time.Clock;
import java.util.Objects;

/**
 * What a subtask of a pipeline needs to reject events: where they are kept, and in whose name.
 *
 * @param events where they are kept
 * @param pipeline the pipeline
 * @param version its version
 */
public record Rejections(RejectedEvents events, String pipeline, int version)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public Rejections {
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(pipeline, "pipeline");
  }

  /** An event that is to be kept. */
  public RejectedEvent event(String source, String shard, String sequence, Throwable fault) {
    return event(source, shard, sequence, fault.getClass().getSimpleName(), fault);
  }

  /** An event that is to be kept, its cause named. */
  public RejectedEvent event(
      String source, String shard, String sequence, String cause, Throwable fault) {
    String message = String.valueOf(fault.getMessage());
    return new RejectedEvent(
        pipeline,
        version,
        KeptTexts.name(source),
        KeptTexts.name(shard),
        KeptTexts.id(sequence),
        cause,
        KeptTexts.message(message),
        Clock.systemUTC().instant());
  }
}
