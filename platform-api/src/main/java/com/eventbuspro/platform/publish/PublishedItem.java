package com.eventbuspro.platform.publish;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event.
 *
 * @param index its place in the request, from 0
 * @param status what became of it
 * @param id its id; absent when it has none
 * @param shard the shard that took it
 * @param sequence its sequence number in the shard
 * @param code why it was not taken, for programs
 * @param pointer JSON Pointer into the event to what is wrong
 * @param message why it was not taken, for people
 */
public record PublishedItem(
    @Schema(description = "Its place in the request, from 0") int index,
    @Schema(
            description =
                "ACCEPTED: in the stream, and will be in the lake. VALID: in a dry run, would be"
                    + " accepted. REJECTED: certainly not in the stream. UNKNOWN: may be in the"
                    + " stream or not; send it again with the same id if you must be sure")
        Status status,
    @Nullable String id,
    @Nullable String shard,
    @Nullable String sequence,
    @Nullable String code,
    @Nullable String pointer,
    @Nullable String message) {

  /** What became of an event. */
  public enum Status {
    /** It is in the stream, for good, and will be in the lake. */
    ACCEPTED,
    /** A dry run: it would be accepted. */
    VALID,
    /** It is certainly not in the stream. */
    REJECTED,
    /** It may be in the stream or not. Send it again with the same id if you must be sure. */
    UNKNOWN
  }
}
