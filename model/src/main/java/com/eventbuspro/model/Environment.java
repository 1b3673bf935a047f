package com.eventbuspro.model;

import java.util.regex.Pattern;

/**
 * The environment a platform serves ({@code local}, {@code staging}, {@code prod}): part of every
 * AWS name, so that two platforms can share an account.
 *
 * @param value 1 to 16 lower-case letters or digits, starting with a letter; short because role
 *     names may have 64 characters only
 */
public record Environment(String value) {
  private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9]{0,15}");

  public Environment {
    if (!PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Not an environment: '"
              + value
              + "'. Use 1 to 16 lower-case letters or digits, such as prod");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
