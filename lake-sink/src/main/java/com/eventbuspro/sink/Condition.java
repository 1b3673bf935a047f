package com.eventbuspro.sink;

import java.util.Locale;

/**
 * Whether an event type is captured, as people see it.
 *
 * @param status whether it is
 * @param reason one CamelCase word
 * @param message why, and what to do
 * @param generation the declaration this speaks of
 */
record Condition(Status status, String reason, String message, long generation) {
  /** The reason when all is well. */
  static final String CAPTURING = "Capturing";

  /** Whether it is captured. */
  enum Status {
    TRUE,
    FALSE
  }

  static Condition capturing(long generation) {
    return new Condition(
        Status.TRUE,
        CAPTURING,
        "Every shard of the stream is read and written into the table",
        generation);
  }

  static Condition failing(String reason, String message, long generation) {
    return new Condition(Status.FALSE, reason, message, generation);
  }

  /** {@code TABLE_MISSING} becomes {@code TableMissing}. */
  static String reason(Enum<?> code) {
    StringBuilder reason = new StringBuilder();
    for (String word : code.name().split("_")) {
      reason.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return reason.toString();
  }
}
