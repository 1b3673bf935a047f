package com.eventbuspro.model.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Decimal numbers from records. An exponent is text of ten characters that can stand for a number
 * of a billion digits: nothing here writes a number out before its magnitude is known.
 */
final class Decimals {
  private static final int MAX_TEXT = 400;

  private Decimals() {}

  /** The current number, or null when its exponent is beyond reckoning. */
  static @Nullable BigDecimal parse(JsonParser parser) {
    try {
      return parser.getDecimalValue();
    } catch (ArithmeticException | NumberFormatException | JacksonException e) {
      return null;
    }
  }

  /** The number that a text is, written plainly (no exponent), or null. */
  static @Nullable BigDecimal parse(char[] text, int from, int length) {
    if (length > MAX_TEXT || length == 0) {
      return null;
    }
    for (int i = from; i < from + length; i++) {
      char c = text[i];
      boolean digit = c >= '0' && c <= '9';
      boolean sign = c == '-' && i == from;
      boolean point = c == '.' && i > from && i + 1 < from + length;
      if (!digit && !sign && !point) {
        return null;
      }
    }
    try {
      return new BigDecimal(text, from, length);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Digits before the point; 0 or less for a number between -1 and 1. */
  static long magnitude(BigDecimal number) {
    return (long) number.precision() - number.scale();
  }

  /** Equal for equal numbers. The magnitude must be known to be sound. */
  static BigDecimal normal(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }
}
