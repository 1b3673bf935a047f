package com.eventbuspro.platform.pipeline;

import java.time.Instant;

/**
 * An event that a pipeline could not deal with and went on without. It is in the stream and the
 * lake like any other.
 *
 * @param version the pipeline's version that met it
 * @param eventType its event type
 * @param shard its shard
 * @param sequence its sequence number
 * @param cause why, a code
 * @param message why, for people
 * @param masked whether the message is hidden from the caller
 * @param at when
 */
public record QuarantinedEvent(
    int version,
    String eventType,
    String shard,
    String sequence,
    String cause,
    String message,
    boolean masked,
    Instant at) {
  private static final String HIDDEN =
      "What it says may hold personal data: it is shown to admins only";

  /** The same without what the message says. */
  QuarantinedEvent withoutMessage() {
    return new QuarantinedEvent(version, eventType, shard, sequence, cause, HIDDEN, true, at);
  }

  /** The same without what may be secret in the address of a webhook that did not take it. */
  QuarantinedEvent withMaskedAddress() {
    return eventType.contains("://")
        ? new QuarantinedEvent(
            version,
            DestinationSpec.maskedAddress(eventType),
            shard,
            sequence,
            cause,
            message,
            masked,
            at)
        : this;
  }
}
