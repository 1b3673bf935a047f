package com.eventbuspro.localaws.auth.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;

/** How a condition compares a request's value with a policy's. */
enum ConditionOperator {
  STRING_EQUALS("StringEquals", String::equals),
  STRING_NOT_EQUALS("StringNotEquals", String::equals),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", String::equalsIgnoreCase),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", String::equalsIgnoreCase),
  STRING_LIKE("StringLike", (actual, wanted) -> Glob.matches(wanted, actual)),
  STRING_NOT_LIKE("StringNotLike", (actual, wanted) -> Glob.matches(wanted, actual)),
  ARN_EQUALS("ArnEquals", ConditionOperator::arnLike),
  ARN_LIKE("ArnLike", ConditionOperator::arnLike),
  ARN_NOT_EQUALS("ArnNotEquals", ConditionOperator::arnLike),
  ARN_NOT_LIKE("ArnNotLike", ConditionOperator::arnLike),
  BOOL("Bool", String::equalsIgnoreCase),
  BINARY_EQUALS("BinaryEquals", String::equals),
  NUMERIC_EQUALS("NumericEquals", (actual, wanted) -> number(actual, wanted) == 0),
  NUMERIC_NOT_EQUALS("NumericNotEquals", (actual, wanted) -> number(actual, wanted) == 0),
  NUMERIC_LESS_THAN("NumericLessThan", (actual, wanted) -> number(actual, wanted) < 0),
  NUMERIC_LESS_THAN_EQUALS(
      "NumericLessThanEquals", (actual, wanted) -> number(actual, wanted) <= 0),
  NUMERIC_GREATER_THAN("NumericGreaterThan", (actual, wanted) -> number(actual, wanted) > 0),
  NUMERIC_GREATER_THAN_EQUALS(
      "NumericGreaterThanEquals", (actual, wanted) -> number(actual, wanted) >= 0),
  DATE_EQUALS("DateEquals", (actual, wanted) -> date(actual, wanted) == 0),
  DATE_NOT_EQUALS("DateNotEquals", (actual, wanted) -> date(actual, wanted) == 0),
  DATE_LESS_THAN("DateLessThan", (actual, wanted) -> date(actual, wanted) < 0),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", (actual, wanted) -> date(actual, wanted) <= 0),
  DATE_GREATER_THAN("DateGreaterThan", (actual, wanted) -> date(actual, wanted) > 0),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", (actual, wanted) -> date(actual, wanted) >= 0),
  IP_ADDRESS("IpAddress", IpRange::contains),
  NOT_IP_ADDRESS("NotIpAddress", IpRange::contains),
  NULL("Null", (actual, wanted) -> false);

  private final String text;
  private final BiPredicate<String, String> comparison;
  private final boolean negated;

  ConditionOperator(String text, BiPredicate<String, String> comparison) {
    this.text = text;
    this.comparison = comparison;
    this.negated = text.contains("Not");
  }

  static Optional<ConditionOperator> of(String name) {
    for (ConditionOperator operator : values()) {
      if (operator.text.equalsIgnoreCase(name)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /** True for the operators that hold when no value of the policy matches. */
  boolean negated() {
    return negated;
  }

  /** Compares, leaving {@link #negated()} aside; a value of the wrong type matches nothing. */
  boolean compare(String actual, String wanted) {
    try {
      return comparison.test(actual, wanted);
    } catch (NumberFormatException | DateTimeException e) {
      return false;
    }
  }

  /**
   * ARNs match part by part, so that a wildcard never reaches over a colon, save in the last part.
   */
  private static boolean arnLike(String actual, String wanted) {
    String[] actualParts = actual.split(":", 6);
    String[] wantedParts = wanted.split(":", 6);
    if (actualParts.length != 6 || wantedParts.length != 6) {
      return wanted.equals("*");
    }
    for (int i = 0; i < actualParts.length; i++) {
      if (!Glob.matches(wantedParts[i], actualParts[i])) {
        return false;
      }
    }
    return true;
  }

  private static int number(String actual, String wanted) {
    return new BigDecimal(actual).compareTo(new BigDecimal(wanted));
  }

  private static int date(String actual, String wanted) {
    return instant(actual).compareTo(instant(wanted));
  }

  private static Instant instant(String text) {
    if (text.matches("[0-9]{1,12}")) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    return text.toUpperCase(Locale.ROOT).contains("T")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
