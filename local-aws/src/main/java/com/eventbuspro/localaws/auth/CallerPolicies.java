package com.eventbuspro.localaws.auth;

import com.eventbuspro.localaws.auth.policy.PolicyDocument;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What binds a caller. */
public sealed interface CallerPolicies {
  /** The account's root: bound by nothing but the policies of resources. */
  record Root() implements CallerPolicies {}

  /**
   * A user or a session of a role.
   *
   * @param roleArn the role behind a session; null for a user
   * @param identity policies attached to the user or role
   * @param session policies given when the role was assumed; they can only take away, and none
   *     takes nothing
   * @param facts condition keys that belong to the caller, such as {@code aws:username}, in lower
   *     case
   */
  record Bound(
      @Nullable String roleArn,
      List<PolicyDocument> identity,
      List<PolicyDocument> session,
      Map<String, String> facts)
      implements CallerPolicies {
    public Bound {
      identity = List.copyOf(identity);
      session = List.copyOf(session);
      facts = Map.copyOf(facts);
    }
  }
}
