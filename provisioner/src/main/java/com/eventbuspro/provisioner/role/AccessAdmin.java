package com.eventbuspro.provisioner.role;

import java.util.Map;
import java.util.Optional;

/**
 * Makes and changes roles. Every change is asked for once, never repeated. All methods throw {@link
 * com.eventbuspro.provisioner.engine.CloudException}. Safe for use by many threads.
 */
public interface AccessAdmin {
  /** The role as it is now; empty when there is none. */
  Optional<RoleDescription> describe(String role);

  /** Creates a role that may do nothing yet, tagged from its first moment on. */
  void create(String role, String path, String trustPolicy, Map<String, String> tags);

  /** Replaces who may assume the role. */
  void setTrustPolicy(String role, String trustPolicy);

  /** Sets a policy of the role's own; others stay. */
  void setPolicy(String role, String policyName, String policy);

  /** Removes a policy of the role's own. */
  void removePolicy(String role, String policyName);

  /** Takes a policy that others may use too from the role. */
  void detachPolicy(String role, String policyArn);

  /** Sets these tags; others stay. */
  void tag(String role, Map<String, String> tags);
}
