package com.eventbuspro.localaws.iam;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The roles that can be assumed, and their sessions. */
public final class RoleSessions {
  private final Account account;

  RoleSessions(Account account) {
    this.account = account;
  }

  /**
   * A role as far as assuming it goes.
   *
   * @param name its name
   * @param arn its ARN
   * @param trustPolicy who may assume it, as JSON
   * @param longest session allowed
   */
  public record Assumable(String name, String arn, String trustPolicy, Duration longest) {}

  /** The role with this ARN. */
  public Optional<Assumable> find(String arn) {
    return account
        .findRole(arn.substring(arn.lastIndexOf('/') + 1))
        .filter(role -> role.arn(account.id()).equals(arn))
        .map(
            role ->
                new Assumable(
                    role.name(),
                    arn,
                    role.trustPolicy(),
                    Duration.ofSeconds(role.maxSessionSeconds())));
  }

  /** The document of a managed policy. */
  public Optional<String> managedPolicy(String arn) {
    return account.findPolicy(arn).map(ManagedPolicy::document);
  }

  /** Makes credentials that work, also after a restart, until they end or the role is gone. */
  public Session start(
      Assumable role,
      String sessionName,
      Duration length,
      List<String> policies,
      Map<String, String> tags) {
    Role current = account.role(role.name());
    Instant now = account.now();
    Session session =
        new Session(
            Ids.temporaryKey(),
            Ids.secret(),
            Ids.token(),
            now,
            now.plus(length),
            current.name(),
            current.id(),
            sessionName,
            policies,
            tags);
    account.addSession(session);
    return session;
  }

  /** The account all this is about. */
  public String accountId() {
    return account.id();
  }
}
