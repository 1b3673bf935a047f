package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.auth.CallerPolicies;
import com.eventbuspro.localaws.auth.Credential;
import com.eventbuspro.localaws.auth.CredentialStore;
import com.eventbuspro.localaws.auth.IdentityPolicies;
import com.eventbuspro.localaws.auth.policy.PolicyDocument;
import com.eventbuspro.localaws.http.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who the access keys belong to and what binds them, worked out once for each state of the account.
 *
 * <p>Every request asks twice, changes are rare: so all answers are kept until anything changes,
 * then forgotten together.
 */
final class Identities implements CredentialStore, IdentityPolicies {
  private static final CallerPolicies NOTHING =
      new CallerPolicies.Bound(null, List.of(), List.of(), Map.of());

  /** A credential and what binds it, true for one version of the account. */
  private record Known(Credential credential, CallerPolicies policies) {}

  /** The answers of one version; unknown keys are not kept, or strangers could fill the memory. */
  private record Snapshot(long version, ConcurrentHashMap<String, Known> known) {}

  private final Account account;
  private final Credential root;
  private volatile Snapshot snapshot = new Snapshot(-1, new ConcurrentHashMap<>());

  Identities(Account account, String rootKeyId, String rootSecret) {
    this.account = account;
    this.root = Credential.longTerm(rootSecret, Caller.root(rootKeyId, account.id()));
  }

  @Override
  public @Nullable Credential find(String accessKeyId) {
    if (root.accessKeyId().equals(accessKeyId)) {
      return root;
    }
    Known known = known(accessKeyId);
    return known == null ? null : known.credential();
  }

  @Override
  public CallerPolicies of(Caller caller) {
    if (root.accessKeyId().equals(caller.accessKeyId())) {
      return new CallerPolicies.Root();
    }
    Known known = known(caller.accessKeyId());
    return known == null ? NOTHING : known.policies();
  }

  private @Nullable Known known(String accessKeyId) {
    // The version is read before the state: an answer may be newer than its version says, never
    // older.
    long version = account.version();
    Snapshot current = snapshot;
    if (current.version() != version) {
      current = new Snapshot(version, new ConcurrentHashMap<>());
      snapshot = current;
    }
    Known known = current.known().get(accessKeyId);
    if (known == null) {
      known = ofSession(accessKeyId).or(() -> ofUser(accessKeyId)).orElse(null);
      if (known != null) {
        current.known().put(accessKeyId, known);
      }
    }
    return known;
  }

  private Optional<Known> ofSession(String accessKeyId) {
    return account
        .session(accessKeyId)
        .map(session -> new Known(credential(session), policies(session)));
  }

  private Credential credential(Session session) {
    Caller caller =
        new Caller(
            session.accessKeyId(), account.id(), session.arn(account.id()), session.userId());
    return new Credential(
        session.accessKeyId(), session.secretKey(), session.token(), session.expires(), caller);
  }

  private CallerPolicies policies(Session session) {
    Optional<Role> found =
        account.findRole(session.roleName()).filter(role -> role.id().equals(session.roleId()));
    if (found.isEmpty()) {
      return NOTHING;
    }
    Role role = found.get();
    Map<String, String> facts = new HashMap<>();
    role.tags().forEach((key, value) -> facts.put(tag(key), value));
    session.tags().forEach((key, value) -> facts.put(tag(key), value));
    facts.put("aws:principaltype", "AssumedRole");
    facts.put("sts:rolesessionname", session.name());
    return new CallerPolicies.Bound(
        role.arn(account.id()),
        compiled(role.grants()),
        session.policies().stream().map(PolicyDocument::parseIdentityPolicy).toList(),
        facts);
  }

  private static String tag(String key) {
    return "aws:principaltag/" + key.toLowerCase(Locale.ROOT);
  }

  private Optional<Known> ofUser(String accessKeyId) {
    for (User user : account.users()) {
      for (User.AccessKey key : user.keys()) {
        if (key.id().equals(accessKeyId) && key.status() == User.Status.ACTIVE) {
          return Optional.of(known(user, key));
        }
      }
    }
    return Optional.empty();
  }

  private Known known(User user, User.AccessKey key) {
    Caller caller = new Caller(key.id(), account.id(), user.arn(account.id()), user.id());
    Map<String, String> facts = new HashMap<>();
    user.tags().forEach((name, value) -> facts.put(tag(name), value));
    facts.put("aws:principaltype", "User");
    facts.put("aws:username", user.name());
    return new Known(
        Credential.longTerm(key.secret(), caller),
        new CallerPolicies.Bound(null, compiled(user.grants()), List.of(), facts));
  }

  private List<PolicyDocument> compiled(Grants grants) {
    List<PolicyDocument> documents = new ArrayList<>();
    grants
        .inline()
        .values()
        .forEach(json -> documents.add(PolicyDocument.parseIdentityPolicy(json)));
    for (String arn : grants.attached()) {
      account
          .findPolicy(arn)
          .map(ManagedPolicy::document)
          .map(PolicyDocument::parseIdentityPolicy)
          .ifPresent(documents::add);
    }
    return documents;
  }
}
