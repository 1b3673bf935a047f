package com.eventbuspro.model.pipeline;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import java.util.regex.Pattern;

/**
 * The name of a pipeline.
 *
 * @param value 1 to 63 lower-case letters, digits and hyphens, starting with a letter
 */
public record PipelineName(String value) implements Comparable<PipelineName> {
  private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  /** The console's address of the form for a new one: {@code /pipelines/new}. */
  private static final String TAKEN = "new";

  public PipelineName {
    if (value.equals(TAKEN)) {
      throw new InvalidInputException(
          Violation.of(
              "/name",
              "INVALID_NAME",
              "No pipeline may be called '" + TAKEN + "'",
              "Say what it makes, for example hourly-delays"));
    }
    if (!PATTERN.matcher(value).matches()) {
      throw new InvalidInputException(
          Violation.of(
              "/name",
              "INVALID_NAME",
              "Not a pipeline name: '" + Texts.abbreviate(value) + "'",
              "Use lower-case letters, digits and hyphens, for example hourly-delays"));
    }
  }

  @Override
  public int compareTo(PipelineName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
