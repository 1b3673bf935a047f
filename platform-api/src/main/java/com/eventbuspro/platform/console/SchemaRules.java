package com.eventbuspro.platform.console;

import com.eventbuspro.model.schema.Constraints;
import com.eventbuspro.model.schema.Constraints.Bound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Constraints in words. */
final class SchemaRules {
  private static final int SHOWN_VALUES = 12;
  private static final int PLAIN_DIGITS = 20;

  private SchemaRules() {}

  static List<String> words(Constraints constraints) {
    List<String> rules = new ArrayList<>();
    if (!constraints.allowed().isEmpty()) {
      rules.add(oneOf(constraints.allowed()));
    }
    Bound minimum = constraints.minimum();
    if (minimum != null) {
      rules.add((minimum.inclusive() ? "≥ " : "> ") + plain(minimum.value()));
    }
    Bound maximum = constraints.maximum();
    if (maximum != null) {
      rules.add((maximum.inclusive() ? "≤ " : "< ") + plain(maximum.value()));
    }
    if (constraints.multipleOf() != null) {
      rules.add("multiple of " + plain(constraints.multipleOf()));
    }
    if (constraints.minSize() > 0) {
      rules.add("size ≥ " + constraints.minSize());
    }
    if (constraints.maxSize() < Integer.MAX_VALUE) {
      rules.add("size ≤ " + constraints.maxSize());
    }
    if (constraints.pattern() != null) {
      rules.add("matches " + constraints.pattern());
    }
    if (constraints.unique()) {
      rules.add("no value twice");
    }
    return rules;
  }

  private static String plain(BigDecimal number) {
    return Math.abs(number.scale()) > PLAIN_DIGITS ? number.toString() : number.toPlainString();
  }

  private static String oneOf(List<Object> values) {
    String shown =
        values.stream().limit(SHOWN_VALUES).map(String::valueOf).collect(Collectors.joining(", "));
    return values.size() <= SHOWN_VALUES
        ? "one of " + shown
        : "one of " + shown + " and " + (values.size() - SHOWN_VALUES) + " more";
  }
}
