package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.http.AwsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * Everything IAM knows of one account, durable when a change returns.
 *
 * <p>Changes take turns on this object; reads never wait. {@link #version()} moves with each
 * change, so that what was derived from the state can tell whether it still holds.
 */
final class Account {
  private final String id;
  private final Clock clock;
  private final EntityStore<Role> roles;
  private final EntityStore<User> users;
  private final EntityStore<ManagedPolicy> policies;
  private final EntityStore<Session> sessions;
  private final AtomicLong version = new AtomicLong();

  Account(Path directory, String id, Clock clock) {
    this.id = id;
    this.clock = clock;
    makePrivate(directory);
    roles = new EntityStore<>(directory.resolve("roles"), Role.class);
    users = new EntityStore<>(directory.resolve("users"), User.class);
    policies = new EntityStore<>(directory.resolve("policies"), ManagedPolicy.class);
    sessions = new EntityStore<>(directory.resolve("sessions"), Session.class);
  }

  /** Secrets of users and sessions are in there. */
  private static void makePrivate(Path directory) {
    try {
      Files.createDirectories(directory);
      if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the directory " + directory, e);
    }
  }

  String id() {
    return id;
  }

  Instant now() {
    return clock.instant();
  }

  long version() {
    return version.get();
  }

  Role role(String name) {
    return findRole(name)
        .orElseThrow(
            () -> IamErrors.noSuchEntity("The role with name " + name + " cannot be found."));
  }

  Optional<Role> findRole(String name) {
    return Optional.ofNullable(roles.find(name));
  }

  Collection<Role> roles() {
    return roles.all();
  }

  synchronized Role addRole(Role role) {
    if (roles.containsIgnoringCase(role.name())) {
      throw IamErrors.alreadyExists("Role with name " + role.name() + " already exists.");
    }
    return keep(roles, role.name(), role);
  }

  synchronized Role changeRole(String name, UnaryOperator<Role> change) {
    return keep(roles, name, change.apply(role(name)));
  }

  synchronized void deleteRole(String name) {
    requireNoPolicies(role(name).grants());
    delete(roles, name);
  }

  User user(String name) {
    return Optional.ofNullable(users.find(name))
        .orElseThrow(
            () -> IamErrors.noSuchEntity("The user with name " + name + " cannot be found."));
  }

  Collection<User> users() {
    return users.all();
  }

  synchronized User addUser(User user) {
    if (users.containsIgnoringCase(user.name())) {
      throw IamErrors.alreadyExists("User with name " + user.name() + " already exists.");
    }
    return keep(users, user.name(), user);
  }

  synchronized User changeUser(String name, UnaryOperator<User> change) {
    return keep(users, name, change.apply(user(name)));
  }

  synchronized void deleteUser(String name) {
    User user = user(name);
    if (!user.keys().isEmpty()) {
      throw IamErrors.deleteConflict("Cannot delete entity, must delete access keys first.");
    }
    requireNoPolicies(user.grants());
    delete(users, name);
  }

  private static void requireNoPolicies(Grants grants) {
    if (!grants.inline().isEmpty()) {
      throw IamErrors.deleteConflict("Cannot delete entity, must delete policies first.");
    }
    if (!grants.attached().isEmpty()) {
      throw IamErrors.deleteConflict("Cannot delete entity, must detach all policies first.");
    }
  }

  Optional<ManagedPolicy> findPolicy(String arn) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return Optional.ofNullable(policies.find(name)).filter(policy -> policy.arn(id).equals(arn));
  }

  ManagedPolicy policy(String arn) {
    return findPolicy(arn).orElseThrow(() -> policyNotFound(arn));
  }

  private static AwsException policyNotFound(String arn) {
    return IamErrors.noSuchEntity("Policy " + arn + " was not found.");
  }

  Collection<ManagedPolicy> policies() {
    return policies.all();
  }

  synchronized ManagedPolicy addPolicy(ManagedPolicy policy) {
    if (policies.containsIgnoringCase(policy.name())) {
      throw IamErrors.alreadyExists(
          "A policy called " + policy.name() + " already exists. Duplicate names are not allowed.");
    }
    return keep(policies, policy.name(), policy);
  }

  synchronized ManagedPolicy changePolicy(String arn, UnaryOperator<ManagedPolicy> change) {
    ManagedPolicy changedPolicy = change.apply(policy(arn));
    return keep(policies, changedPolicy.name(), changedPolicy);
  }

  synchronized void deletePolicy(String arn) {
    ManagedPolicy policy = policy(arn);
    if (attachments(arn) > 0) {
      throw IamErrors.deleteConflict("Cannot delete a policy attached to entities.");
    }
    if (policy.versions().size() > 1) {
      throw IamErrors.deleteConflict(
          "This policy has more than one version. Before you delete a policy, you must delete the"
              + " policy's versions. The default version is deleted with the policy.");
    }
    delete(policies, policy.name());
  }

  long attachments(String policyArn) {
    return roles.all().stream().filter(r -> r.grants().attached().contains(policyArn)).count()
        + users.all().stream().filter(u -> u.grants().attached().contains(policyArn)).count();
  }

  Optional<Session> session(String accessKeyId) {
    return Optional.ofNullable(sessions.find(accessKeyId));
  }

  /**
   * Keeps a session, and lets go of those that ended more than an hour ago: until then they answer
   * ExpiredToken.
   */
  synchronized void addSession(Session session) {
    Instant forgotten = now().minusSeconds(3600);
    sessions.all().stream()
        .filter(old -> old.expires().isBefore(forgotten))
        .toList()
        .forEach(old -> sessions.delete(old.accessKeyId()));
    keep(sessions, session.accessKeyId(), session);
  }

  private <T> T keep(EntityStore<T> store, String name, T entity) {
    store.put(name, entity);
    version.incrementAndGet();
    return entity;
  }

  private void delete(EntityStore<?> store, String name) {
    store.delete(name);
    version.incrementAndGet();
  }
}
