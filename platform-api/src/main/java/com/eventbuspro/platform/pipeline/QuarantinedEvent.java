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
 * @param at when
 */
public record QuarantinedEvent(
    int version,
    String eventType,
    String shard,
    String sequence,
    String cause,
    String message,
    Instant at) {}
