package com.eventbuspro.provisioner.role;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A role as it is.
 *
 * @param arn its Amazon resource name
 * @param trustPolicy who may assume it, a policy document
 * @param policies the policies of its own, by name
 * @param attachedPolicies the ARNs of the policies attached to it
 * @param tags its tags
 */
public record RoleDescription(
    String arn,
    String trustPolicy,
    Map<String, String> policies,
    Set<String> attachedPolicies,
    Map<String, String> tags) {
  public RoleDescription {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(trustPolicy, "trustPolicy");
    policies = Map.copyOf(policies);
    attachedPolicies = Set.copyOf(attachedPolicies);
    tags = Map.copyOf(tags);
  }
}
