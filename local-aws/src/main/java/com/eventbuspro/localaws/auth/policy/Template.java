package com.eventbuspro.localaws.auth.policy;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that may hold policy variables such as <code>${aws:username}</code>.
 *
 * @param text as written in the policy
 * @param variable whether there is a variable in it
 */
record Template(String text, boolean variable) {
  static Template of(String text) {
    return new Template(text, text.contains("${"));
  }

  /**
   * The pattern with values in place of variables; null when the request lacks one: then it matches
   * nothing.
   */
  @Nullable String resolve(ConditionKeys keys) {
    if (!variable) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    int open = text.indexOf("${");
    while (open >= 0) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      String value = value(text.substring(open + 2, close), keys);
      if (value == null) {
        return null;
      }
      out.append(text, from, open).append(value);
      from = close + 1;
      open = text.indexOf("${", from);
    }
    return out.append(text, from, text.length()).toString();
  }

  private static @Nullable String value(String variable, ConditionKeys keys) {
    // ${*}, ${?} and ${$} are how a policy writes these characters themselves.
    if (variable.equals("*") || variable.equals("?") || variable.equals("$")) {
      return variable;
    }
    int comma = variable.indexOf(',');
    String key = (comma < 0 ? variable : variable.substring(0, comma)).strip();
    List<String> values = keys.values(key.toLowerCase(Locale.ROOT));
    if (values.size() == 1) {
      return values.get(0);
    }
    return comma < 0 ? null : variable.substring(comma + 1).strip().replaceAll("^'|'$", "");
  }
}
