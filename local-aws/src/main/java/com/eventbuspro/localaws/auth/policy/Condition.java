package com.eventbuspro.localaws.auth.policy;

import java.util.List;
import java.util.Locale;

/**
 * One line of a Condition block: an operator, a key, and the values it is compared with.
 *
 * @param operator how to compare
 * @param quantifier how to treat several values of the request
 * @param ifExists whether a request without the key passes
 * @param key lower case
 * @param wanted any of which must match
 */
record Condition(
    ConditionOperator operator,
    Quantifier quantifier,
    boolean ifExists,
    String key,
    List<Template> wanted) {

  /** How to treat several values of the request. */
  enum Quantifier {
    ONE,
    FOR_ALL,
    FOR_ANY
  }

  Condition {
    wanted = List.copyOf(wanted);
  }

  static Condition parse(String operator, String key, List<String> wanted) {
    String name = operator;
    Quantifier quantifier = Quantifier.ONE;
    if (name.startsWith("ForAllValues:")) {
      quantifier = Quantifier.FOR_ALL;
      name = name.substring("ForAllValues:".length());
    } else if (name.startsWith("ForAnyValue:")) {
      quantifier = Quantifier.FOR_ANY;
      name = name.substring("ForAnyValue:".length());
    }
    boolean ifExists = name.endsWith("IfExists");
    String bare = ifExists ? name.substring(0, name.length() - "IfExists".length()) : name;
    ConditionOperator found =
        ConditionOperator.of(bare)
            .orElseThrow(
                () -> new PolicySyntaxException("Invalid Condition type : " + operator + "."));
    return new Condition(
        found,
        quantifier,
        ifExists,
        key.toLowerCase(Locale.ROOT),
        wanted.stream().map(Template::of).toList());
  }

  boolean holds(ConditionKeys keys) {
    List<String> actual = keys.values(key);
    if (operator == ConditionOperator.NULL) {
      return wanted.stream().anyMatch(w -> Boolean.parseBoolean(w.text()) == actual.isEmpty());
    }
    if (actual.isEmpty()) {
      return ifExists
          || quantifier == Quantifier.FOR_ALL
          || (operator.negated() && quantifier == Quantifier.ONE);
    }
    return switch (quantifier) {
      case ONE, FOR_ALL -> actual.stream().allMatch(value -> holds(value, keys));
      case FOR_ANY -> actual.stream().anyMatch(value -> holds(value, keys));
    };
  }

  private boolean holds(String actual, ConditionKeys keys) {
    for (Template template : wanted) {
      String resolved = template.resolve(keys);
      if (resolved != null && operator.compare(actual, resolved)) {
        return !operator.negated();
      }
    }
    return operator.negated();
  }
}
