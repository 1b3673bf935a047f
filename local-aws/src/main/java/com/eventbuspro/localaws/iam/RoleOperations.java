package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.http.Caller;
import com.eventbuspro.localaws.query.Operation;
import com.eventbuspro.localaws.query.Parameters;
import com.eventbuspro.localaws.query.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Roles themselves: everything but their policies. */
final class RoleOperations {
  private static final int DEFAULT_SESSION_SECONDS = 3600;
  private static final int MAX_SESSION_SECONDS = 12 * 3600;

  private final Account account;
  private final Access access;

  RoleOperations(Account account, Access access) {
    this.account = account;
    this.access = access;
  }

  Map<String, Operation> all() {
    return Map.of(
        "CreateRole", this::create,
        "GetRole", this::get,
        "ListRoles", this::list,
        "DeleteRole", this::delete,
        "UpdateRole", this::update,
        "UpdateRoleDescription", this::update,
        "UpdateAssumeRolePolicy", this::updateTrust,
        "TagRole", this::tag,
        "UntagRole", this::untag,
        "ListRoleTags", this::listTags);
  }

  private void create(Parameters in, Caller caller, Xml out) {
    String name = Names.role(in);
    String path = Names.path(in);
    access.require(caller, "CreateRole", "role", path.substring(1) + name);
    if (in.text("PermissionsBoundary").isPresent()) {
      // Better refused than ignored: the role would be allowed more than was asked for.
      throw IamErrors.validation("Permissions boundaries are not served by local-aws.");
    }
    Role role =
        account.addRole(
            new Role(
                name,
                Ids.role(),
                path,
                account.now(),
                Documents.trustPolicy(in, "AssumeRolePolicyDocument"),
                in.text("Description").orElse(""),
                sessionSeconds(in, DEFAULT_SESSION_SECONDS),
                Names.tags(in),
                Grants.NONE));
    out.element("Role", () -> describe(out, role).tags(role.tags()));
  }

  private static int sessionSeconds(Parameters in, int otherwise) {
    return in.number("MaxSessionDuration", 3600, MAX_SESSION_SECONDS).orElse(otherwise);
  }

  private void get(Parameters in, Caller caller, Xml out) {
    Role role = authorized(in, caller, "GetRole");
    out.element("Role", () -> describe(out, role).tags(role.tags()));
  }

  private void list(Parameters in, Caller caller, Xml out) {
    String prefix = Names.pathPrefix(in);
    access.require(caller, "ListRoles", "role", prefix.substring(1));
    List<Role> found =
        account.roles().stream().filter(role -> role.path().startsWith(prefix)).toList();
    Page.of(in, found, Role::name).add(out, "Roles", this::describe);
  }

  private void delete(Parameters in, Caller caller, Xml out) {
    account.deleteRole(authorized(in, caller, "DeleteRole").name());
  }

  private void update(Parameters in, Caller caller, Xml out) {
    Role before = authorized(in, caller, "UpdateRole");
    Role after =
        account.changeRole(
            before.name(),
            role ->
                role.withDescription(in.text("Description").orElse(role.description()))
                    .withMaxSessionSeconds(sessionSeconds(in, role.maxSessionSeconds())));
    if (in.required("Action").equals("UpdateRoleDescription")) {
      out.element("Role", () -> describe(out, after));
    }
  }

  private void updateTrust(Parameters in, Caller caller, Xml out) {
    Role role = authorized(in, caller, "UpdateAssumeRolePolicy");
    String trust = Documents.trustPolicy(in, "PolicyDocument");
    account.changeRole(role.name(), current -> current.withTrustPolicy(trust));
  }

  private void tag(Parameters in, Caller caller, Xml out) {
    Role role = authorized(in, caller, "TagRole");
    Map<String, String> added = Names.tags(in);
    account.changeRole(
        role.name(),
        current -> {
          Map<String, String> tags = new LinkedHashMap<>(current.tags());
          tags.putAll(added);
          return current.withTags(Names.limited(tags));
        });
  }

  private void untag(Parameters in, Caller caller, Xml out) {
    Role role = authorized(in, caller, "UntagRole");
    List<String> removed = in.list("TagKeys");
    account.changeRole(
        role.name(),
        current -> {
          Map<String, String> tags = new LinkedHashMap<>(current.tags());
          removed.forEach(tags::remove);
          return current.withTags(tags);
        });
  }

  private void listTags(Parameters in, Caller caller, Xml out) {
    Role role = authorized(in, caller, "ListRoleTags");
    List<Map.Entry<String, String>> sorted =
        role.tags().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    Page.of(in, sorted, Map.Entry::getKey)
        .add(
            out, "Tags", (xml, tag) -> xml.text("Key", tag.getKey()).text("Value", tag.getValue()));
  }

  private Role authorized(Parameters in, Caller caller, String action) {
    String name = Names.role(in);
    String arn =
        account
            .findRole(name)
            .map(role -> role.arn(account.id()))
            .orElse("arn:aws:iam::" + account.id() + ":role/" + name);
    access.require(caller, action, arn);
    return account.role(name);
  }

  private Xml describe(Xml out, Role role) {
    out.text("Path", role.path())
        .text("RoleName", role.name())
        .text("RoleId", role.id())
        .text("Arn", role.arn(account.id()))
        .time("CreateDate", role.created());
    Documents.add(out, "AssumeRolePolicyDocument", role.trustPolicy());
    if (!role.description().isEmpty()) {
      out.text("Description", role.description());
    }
    return out.number("MaxSessionDuration", role.maxSessionSeconds());
  }
}
