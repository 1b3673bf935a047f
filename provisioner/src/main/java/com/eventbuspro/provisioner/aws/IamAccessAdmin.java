package com.eventbuspro.provisioner.aws;

import com.eventbuspro.provisioner.role.AccessAdmin;
import com.eventbuspro.provisioner.role.RoleDescription;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** {@link AccessAdmin} on AWS IAM. */
final class IamAccessAdmin implements AccessAdmin {
  private final IamClient iam;

  IamAccessAdmin(IamClient iam) {
    this.iam = iam;
  }

  @Override
  public Optional<RoleDescription> describe(String role) {
    return SdkFailures.read(
        "Describing role " + role,
        () -> {
          try {
            return Optional.of(found(iam.getRole(r -> r.roleName(role)).role()));
          } catch (NoSuchEntityException e) {
            return Optional.empty();
          }
        });
  }

  private RoleDescription found(Role role) {
    String name = role.roleName();
    Map<String, String> policies = new HashMap<>();
    iam.listRolePoliciesPaginator(r -> r.roleName(name))
        .policyNames()
        .forEach(
            policy ->
                policies.put(
                    policy,
                    decoded(
                        iam.getRolePolicy(r -> r.roleName(name).policyName(policy))
                            .policyDocument())));
    Set<String> attached = new HashSet<>();
    iam.listAttachedRolePoliciesPaginator(r -> r.roleName(name))
        .attachedPolicies()
        .forEach(policy -> attached.add(policy.policyArn()));
    Map<String, String> tags = new HashMap<>();
    role.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return new RoleDescription(
        role.arn(), decoded(role.assumeRolePolicyDocument()), policies, attached, tags);
  }

  @Override
  public void create(String role, String path, String trustPolicy, Map<String, String> tags) {
    SdkFailures.change(
        "Creating role " + role,
        () ->
            iam.createRole(
                r ->
                    r.roleName(role)
                        .path(path)
                        .assumeRolePolicyDocument(trustPolicy)
                        .tags(sdk(tags))));
  }

  @Override
  public void setTrustPolicy(String role, String trustPolicy) {
    SdkFailures.change(
        "Setting the trust policy of role " + role,
        () -> iam.updateAssumeRolePolicy(r -> r.roleName(role).policyDocument(trustPolicy)));
  }

  @Override
  public void setPolicy(String role, String policyName, String policy) {
    SdkFailures.change(
        "Setting policy " + policyName + " of role " + role,
        () ->
            iam.putRolePolicy(r -> r.roleName(role).policyName(policyName).policyDocument(policy)));
  }

  @Override
  public void removePolicy(String role, String policyName) {
    SdkFailures.change(
        "Removing policy " + policyName + " of role " + role,
        () -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(policyName)));
  }

  @Override
  public void detachPolicy(String role, String policyArn) {
    SdkFailures.change(
        "Detaching policy " + policyArn + " from role " + role,
        () -> iam.detachRolePolicy(r -> r.roleName(role).policyArn(policyArn)));
  }

  @Override
  public void tag(String role, Map<String, String> tags) {
    SdkFailures.change(
        "Tagging role " + role, () -> iam.tagRole(r -> r.roleName(role).tags(sdk(tags))));
  }

  private static List<Tag> sdk(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  /** IAM gives documents back percent-encoded. */
  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }
}
