package com.eventbuspro.localaws.auth.policy;

import java.util.List;
import java.util.Locale;

/**
 * The Action or Resource element of a statement, or its Not… form.
 *
 * @param patterns any of which must match
 * @param inverted true for NotAction and NotResource
 */
record Matcher(List<Template> patterns, boolean inverted) {
  Matcher {
    patterns = List.copyOf(patterns);
  }

  static Matcher ofActions(List<String> actions, boolean inverted) {
    return new Matcher(
        actions.stream().map(action -> Template.of(action.toLowerCase(Locale.ROOT))).toList(),
        inverted);
  }

  static Matcher ofResources(List<String> resources, boolean inverted) {
    return new Matcher(resources.stream().map(Template::of).toList(), inverted);
  }

  boolean matches(String text, ConditionKeys keys) {
    for (Template pattern : patterns) {
      String resolved = pattern.resolve(keys);
      if (resolved != null && Glob.matches(resolved, text)) {
        return !inverted;
      }
    }
    return inverted;
  }
}
