package com.eventbuspro.lake.write;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record that could not become an event.
 *
 * @param payload its data as received; not copied, leave it alone afterwards
 * @param cause why, a code
 * @param pointer JSON pointer to the offending place; empty for the whole
 * @param message what was wrong, for people
 * @param schemaVersion the version it was read with, or null when it was not read so far
 * @param arrivalMicros when it arrived in the stream, microseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent")
public record RejectedRow(
    byte[] payload,
    String cause,
    String pointer,
    String message,
    @Nullable Integer schemaVersion,
    long arrivalMicros) {
  public RejectedRow {
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(message, "message");
  }
}
