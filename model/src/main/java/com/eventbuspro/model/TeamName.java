package com.eventbuspro.model;

import java.util.regex.Pattern;

/**
 * The team that owns a thing.
 *
 * @param value 1 to 63 lower-case letters, digits and hyphens, starting with a letter
 */
public record TeamName(String value) {
  private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  public TeamName {
    if (!PATTERN.matcher(value).matches()) {
      throw new InvalidInputException(
          Violation.of(
              "/owner",
              "INVALID_OWNER",
              "Not a team name: '" + Texts.abbreviate(value) + "'",
              "Use lower-case letters, digits and hyphens, for example flight-operations"));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
