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
 * @param line where in a text of several lines, the first is 1; null when the input is no such text
 * @param column where in the line, the first is 1
 */
public record Violation(
    String pointer,
    String code,
    String message,
    @Nullable String suggestion,
    @Nullable Integer line,
    @Nullable Integer column) {

  public Violation {
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }

  /** A violation of an input that is no text of several lines. */
  public Violation(String pointer, String code, String message, @Nullable String suggestion) {
    this(pointer, code, message, suggestion, null, null);
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
