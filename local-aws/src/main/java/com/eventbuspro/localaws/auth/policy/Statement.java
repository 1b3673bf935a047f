package com.eventbuspro.localaws.auth.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy.
 *
 * @param effect what happens when all elements match
 * @param principal who; null in identity policies, which are about whom they are attached to
 * @param actions which actions, in lower case
 * @param resources on what; null in trust policies, which are about their role
 * @param conditions all of which must hold
 */
record Statement(
    Effect effect,
    @Nullable PrincipalElement principal,
    Matcher actions,
    @Nullable Matcher resources,
    List<Condition> conditions) {

  /** What a statement does to a request it matches. */
  enum Effect {
    ALLOW,
    DENY
  }

  Statement {
    conditions = List.copyOf(conditions);
  }

  /** Whether action, resource and conditions match; the principal is left aside. */
  boolean matches(String lowerCaseAction, String resourceArn, ConditionKeys keys) {
    if (!actions.matches(lowerCaseAction, keys)) {
      return false;
    }
    if (resources != null && !resources.matches(resourceArn, keys)) {
      return false;
    }
    for (Condition condition : conditions) {
      if (!condition.holds(keys)) {
        return false;
      }
    }
    return true;
  }
}
