package com.eventbuspro.transform.rejected;

import java.time.Instant;
import java.util.Objects;

/**
 * An event that a pipeline could not deal with and went on without.
 *
 * @param pipeline the pipeline's name
 * @param version its version
 * @param eventType the event type that was read; for a result that its destination refuses the
 *     destination: an event type or an address
 * @param shard where it was read; {@code result} for a result that its destination refuses
 * @param sequence its sequence number; the event id for a result that its destination refuses
 * @param cause one word for machines, such as {@code ArithmeticException}
 * @param message why, for people
 * @param at when
 */
public record RejectedEvent(
    String pipeline,
    int version,
    String eventType,
    String shard,
    String sequence,
    String cause,
    String message,
    Instant at) {
  /** The {@link #shard} of a result that its destination refuses. */
  public static final String RESULT = "result";

  public RejectedEvent {
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(eventType, "eventType");
    Objects.requireNonNull(shard, "shard");
    Objects.requireNonNull(sequence, "sequence");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(at, "at");
  }
}
