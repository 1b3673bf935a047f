package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.http.Caller;
import com.eventbuspro.localaws.iam.User.AccessKey;
import com.eventbuspro.localaws.query.Operation;
import com.eventbuspro.localaws.query.Parameters;
import com.eventbuspro.localaws.query.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Users and their access keys. */
final class UserOperations {
  private static final int MAX_KEYS = 2;

  private final Account account;
  private final Access access;

  UserOperations(Account account, Access access) {
    this.account = account;
    this.access = access;
  }

  Map<String, Operation> all() {
    return Map.of(
        "CreateUser", this::create,
        "GetUser", this::get,
        "ListUsers", this::list,
        "DeleteUser", this::delete,
        "CreateAccessKey", this::createKey,
        "ListAccessKeys", this::listKeys,
        "UpdateAccessKey", this::updateKey,
        "DeleteAccessKey", this::deleteKey);
  }

  private void create(Parameters in, Caller caller, Xml out) {
    String name = Names.user(in);
    String path = Names.path(in);
    access.require(caller, "CreateUser", "user", path.substring(1) + name);
    User user =
        account.addUser(
            new User(
                name, Ids.user(), path, account.now(), Names.tags(in), Grants.NONE, List.of()));
    out.element("User", () -> describe(out, user).tags(user.tags()));
  }

  private void get(Parameters in, Caller caller, Xml out) {
    User user = account.user(authorized(in, caller));
    out.element("User", () -> describe(out, user).tags(user.tags()));
  }

  private void list(Parameters in, Caller caller, Xml out) {
    String prefix = Names.pathPrefix(in);
    access.require(caller, "ListUsers", "user", prefix.substring(1));
    List<User> found =
        account.users().stream().filter(user -> user.path().startsWith(prefix)).toList();
    Page.of(in, found, User::name).add(out, "Users", this::describe);
  }

  private void delete(Parameters in, Caller caller, Xml out) {
    account.deleteUser(authorized(in, caller));
  }

  private void createKey(Parameters in, Caller caller, Xml out) {
    String name = authorized(in, caller);
    AccessKey key =
        new AccessKey(Ids.longTermKey(), Ids.secret(), User.Status.ACTIVE, account.now());
    account.changeUser(
        name,
        user -> {
          if (user.keys().size() >= MAX_KEYS) {
            throw IamErrors.limitExceeded("Cannot exceed quota for AccessKeysPerUser: " + MAX_KEYS);
          }
          List<AccessKey> keys = new ArrayList<>(user.keys());
          keys.add(key);
          return user.withKeys(keys);
        });
    out.element("AccessKey", () -> describe(out, name, key).text("SecretAccessKey", key.secret()));
  }

  private void listKeys(Parameters in, Caller caller, Xml out) {
    User user = account.user(authorized(in, caller));
    out.text("IsTruncated", "false")
        .list("AccessKeyMetadata", user.keys(), (xml, key) -> describe(xml, user.name(), key));
  }

  private void updateKey(Parameters in, Caller caller, Xml out) {
    String name = authorized(in, caller);
    String id = in.required("AccessKeyId");
    User.Status status =
        switch (in.required("Status")) {
          case "Active" -> User.Status.ACTIVE;
          case "Inactive" -> User.Status.INACTIVE;
          default -> throw IamErrors.validation("Status must be Active or Inactive.");
        };
    account.changeUser(
        name,
        user -> {
          AccessKey old = key(user, id);
          List<AccessKey> keys = new ArrayList<>(user.keys());
          keys.set(keys.indexOf(old), new AccessKey(id, old.secret(), status, old.created()));
          return user.withKeys(keys);
        });
  }

  private void deleteKey(Parameters in, Caller caller, Xml out) {
    String name = authorized(in, caller);
    String id = in.required("AccessKeyId");
    account.changeUser(
        name,
        user -> {
          List<AccessKey> keys = new ArrayList<>(user.keys());
          keys.remove(key(user, id));
          return user.withKeys(keys);
        });
  }

  private static AccessKey key(User user, String id) {
    return user.keys().stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> IamErrors.noSuchEntity("The Access Key with id " + id + " cannot be found."));
  }

  private String authorized(Parameters in, Caller caller) {
    String name = Names.user(in);
    access.require(caller, in.required("Action"), "user", name);
    return name;
  }

  private Xml describe(Xml out, User user) {
    return out.text("Path", user.path())
        .text("UserName", user.name())
        .text("UserId", user.id())
        .text("Arn", user.arn(account.id()))
        .time("CreateDate", user.created());
  }

  private static Xml describe(Xml out, String user, AccessKey key) {
    return out.text("UserName", user)
        .text("AccessKeyId", key.id())
        .text("Status", key.status().text())
        .time("CreateDate", key.created());
  }
}
