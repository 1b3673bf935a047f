package com.eventbuspro.platform.pipeline;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A place in the list of a pipeline's quarantine.
 *
 * @param at when, as PostgreSQL reads it
 * @param eventType the event type
 * @param shard the shard
 * @param sequence the sequence number
 */
record QuarantinePlace(String at, String eventType, String shard, String sequence) {
  private static final char SEPARATOR = ' ';
  private static final int PARTS = 4;

  /** Before the newest. */
  static final QuarantinePlace FIRST = new QuarantinePlace("infinity", "", "", "");

  static QuarantinePlace of(QuarantinedEvent event) {
    return new QuarantinePlace(
        event.at().toString(), event.eventType(), event.shard(), event.sequence());
  }

  String encode() {
    return at + SEPARATOR + eventType + SEPARATOR + shard + SEPARATOR + sequence;
  }

  /** The inverse of {@link #encode}; throws IllegalArgumentException. */
  static QuarantinePlace decode(String text) {
    // The sequence of a result that was rejected is its own id, which may have any characters.
    String[] parts = text.split(" ", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("Not a place");
    }
    try {
      return new QuarantinePlace(Instant.parse(parts[0]).toString(), parts[1], parts[2], parts[3]);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
