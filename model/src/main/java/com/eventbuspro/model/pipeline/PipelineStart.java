package com.eventbuspro.model.pipeline;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * From where a pipeline reads its event types. {@link #toString} and {@link #parse} are inverse.
 */
public sealed interface PipelineStart {
  /** The whole history, then live. */
  PipelineStart HISTORY = new History();

  /** What arrives from the moment on at which the version first runs. */
  PipelineStart NOW = new Now();

  /** The whole history, then live. */
  record History() implements PipelineStart {
    @Override
    public String toString() {
      return "history";
    }
  }

  /**
   * What arrived at that moment or later: from history as far as it is there, then live.
   *
   * @param arrival the moment
   */
  record At(Instant arrival) implements PipelineStart {
    @Override
    public String toString() {
      return arrival.toString();
    }
  }

  /** What arrives from the moment on at which the version first runs. */
  record Now() implements PipelineStart {
    @Override
    public String toString() {
      return "now";
    }
  }

  /**
   * Parses {@code history}, {@code now} or an RFC 3339 timestamp in UTC.
   *
   * @throws InvalidInputException if it is none of them
   */
  static PipelineStart parse(String text) {
    if (text.equals("history")) {
      return HISTORY;
    }
    if (text.equals("now")) {
      return NOW;
    }
    try {
      return new At(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new InvalidInputException(
          Violation.of(
              "/start",
              "INVALID_START",
              "Not a start: '" + Texts.abbreviate(text) + "'",
              "Use history, now, or a timestamp such as 2026-01-31T00:00:00Z"));
    }
  }
}
