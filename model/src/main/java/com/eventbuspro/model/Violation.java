package com.eventbuspro.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with an input, in the terms of the person who sent it.
 *
 * @param pointer JSON Pointer (RFC 6901) to the offending place; the empty string is the whole
 *     input
 * @param code stable machine-readable cause, {@code UPPER_SNAKE_CASE}
 * @param message what is wrong, with the offending value; a sentence
 * @param suggestion what to do about it, or null when the message says it all
 */
public record Violation(String pointer, String code, String message, @Nullable String suggestion) {

  public Violation {
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }

  /** A violation whose message needs no further advice. */
  public static Violation of(String pointer, String code, String message) {
    return new Violation(pointer, code, message, null);
  }

  /** A violation with advice. */
  public static Violation of(String pointer, String code, String message, String suggestion) {
    return new Violation(pointer, code, message, suggestion);
  }
}
