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
  private static final int MAX_MESSAGE = 1000;

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
        source,
        shard,
        sequence,
        cause,
        message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message,
        Clock.systemUTC().instant());
  }
}
