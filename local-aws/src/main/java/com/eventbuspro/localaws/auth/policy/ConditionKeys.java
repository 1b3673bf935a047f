package com.eventbuspro.localaws.auth.policy;

import java.util.List;

/** The facts about a request that conditions and policy variables may refer to. */
@FunctionalInterface
public interface ConditionKeys {
  /** The values of a key, given in lower case; empty when the request does not have it. */
  List<String> values(String lowerCaseKey);
}
