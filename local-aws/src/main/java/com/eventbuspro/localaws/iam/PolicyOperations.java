package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.http.Caller;
import com.eventbuspro.localaws.iam.ManagedPolicy.Version;
import com.eventbuspro.localaws.query.Operation;
import com.eventbuspro.localaws.query.Parameters;
import com.eventbuspro.localaws.query.Xml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Managed policies and their tags. */
final class PolicyOperations {
  private final Account account;
  private final Access access;

  PolicyOperations(Account account, Access access) {
    this.account = account;
    this.access = access;
  }

  Map<String, Operation> all() {
    return Map.of(
        "CreatePolicy", this::create,
        "GetPolicy", this::get,
        "ListPolicies", this::list,
        "DeletePolicy", this::delete,
        "TagPolicy", this::tag,
        "UntagPolicy", this::untag,
        "ListPolicyTags", this::listTags,
        "ListEntitiesForPolicy", this::listEntities);
  }

  private void create(Parameters in, Caller caller, Xml out) {
    String name = Names.policy(in);
    String path = Names.path(in);
    access.require(caller, "CreatePolicy", "policy", path.substring(1) + name);
    Instant now = account.now();
    Version first = new Version("v1", Documents.managedPolicy(in), now);
    ManagedPolicy policy =
        account.addPolicy(
            new ManagedPolicy(
                name,
                Ids.policy(),
                path,
                now,
                now,
                in.text("Description").orElse(""),
                Names.tags(in),
                List.of(first),
                first.id(),
                1));
    out.element("Policy", () -> describe(out, policy).tags(policy.tags()));
  }

  private void get(Parameters in, Caller caller, Xml out) {
    ManagedPolicy policy = account.policy(authorized(in, caller));
    out.element("Policy", () -> describe(out, policy).tags(policy.tags()));
  }

  private void list(Parameters in, Caller caller, Xml out) {
    String prefix = Names.pathPrefix(in);
    access.require(caller, "ListPolicies", "policy", prefix.substring(1));
    boolean awsOnly = in.text("Scope").filter("AWS"::equals).isPresent();
    boolean attachedOnly = in.text("OnlyAttached").filter("true"::equals).isPresent();
    List<ManagedPolicy> found =
        account.policies().stream()
            .filter(policy -> !awsOnly && policy.path().startsWith(prefix))
            .filter(policy -> !attachedOnly || account.attachments(policy.arn(account.id())) > 0)
            .toList();
    Page.of(in, found, ManagedPolicy::name).add(out, "Policies", this::describe);
  }

  private void delete(Parameters in, Caller caller, Xml out) {
    account.deletePolicy(authorized(in, caller));
  }

  private void tag(Parameters in, Caller caller, Xml out) {
    String arn = authorized(in, caller);
    Map<String, String> added = Names.tags(in);
    account.changePolicy(
        arn,
        policy -> {
          Map<String, String> tags = new LinkedHashMap<>(policy.tags());
          tags.putAll(added);
          return policy.withTags(Names.limited(tags));
        });
  }

  private void untag(Parameters in, Caller caller, Xml out) {
    String arn = authorized(in, caller);
    List<String> removed = in.list("TagKeys");
    account.changePolicy(
        arn,
        policy -> {
          Map<String, String> tags = new LinkedHashMap<>(policy.tags());
          removed.forEach(tags::remove);
          return policy.withTags(tags);
        });
  }

  private void listTags(Parameters in, Caller caller, Xml out) {
    ManagedPolicy policy = account.policy(authorized(in, caller));
    List<Map.Entry<String, String>> sorted =
        policy.tags().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    Page.of(in, sorted, Map.Entry::getKey)
        .add(
            out, "Tags", (xml, tag) -> xml.text("Key", tag.getKey()).text("Value", tag.getValue()));
  }

  private void listEntities(Parameters in, Caller caller, Xml out) {
    String arn = authorized(in, caller);
    account.policy(arn);
    List<Role> roles = new ArrayList<>(account.roles());
    roles.removeIf(role -> !role.grants().attached().contains(arn));
    List<User> users = new ArrayList<>(account.users());
    users.removeIf(user -> !user.grants().attached().contains(arn));
    out.text("IsTruncated", "false")
        .list("PolicyGroups", List.<String>of(), (xml, group) -> {})
        .list(
            "PolicyUsers",
            users,
            (xml, user) -> xml.text("UserName", user.name()).text("UserId", user.id()))
        .list(
            "PolicyRoles",
            roles,
            (xml, role) -> xml.text("RoleName", role.name()).text("RoleId", role.id()));
  }

  private String authorized(Parameters in, Caller caller) {
    String arn = Names.policyArn(in);
    access.require(caller, in.required("Action"), arn);
    return arn;
  }

  private Xml describe(Xml out, ManagedPolicy policy) {
    String arn = policy.arn(account.id());
    out.text("PolicyName", policy.name())
        .text("PolicyId", policy.id())
        .text("Arn", arn)
        .text("Path", policy.path())
        .text("DefaultVersionId", policy.defaultVersion())
        .number("AttachmentCount", account.attachments(arn))
        .number("PermissionsBoundaryUsageCount", 0)
        .text("IsAttachable", "true");
    if (!policy.description().isEmpty()) {
      out.text("Description", policy.description());
    }
    return out.time("CreateDate", policy.created()).time("UpdateDate", policy.updated());
  }
}
