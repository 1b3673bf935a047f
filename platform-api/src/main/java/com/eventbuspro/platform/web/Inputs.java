package com.eventbuspro.platform.web;

import com.eventbuspro.platform.problem.ApiException;

/** Checks on text from query parameters. */
public final class Inputs {
  private static final int MAX = 200;

  private Inputs() {}

  /**
   * The text, when it is short and holds no control character.
   *
   * @throws ApiException INVALID_PARAMETER
   */
  public static String text(String name, String value) {
    if (value.length() > MAX || value.chars().anyMatch(Character::isISOControl)) {
      throw ApiException.parameter(
          name, name + " has at most " + MAX + " characters and no control characters");
    }
    return value;
  }
}
