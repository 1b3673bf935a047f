package com.eventbuspro.localaws.auth.policy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, in the ways that a Principal element can name them.
 *
 * @param accountId twelve digits
 * @param arn the caller: root, a user, or a session of a role
 * @param roleArn the role behind a session; null for others
 */
public record Principal(String accountId, String arn, @Nullable String roleArn) {
  public Principal {
    Objects.requireNonNull(accountId, "accountId");
    Objects.requireNonNull(arn, "arn");
  }

  /** How far a Principal element speaks of a caller. */
  enum Match {
    /** Not at all. */
    NONE,
    /**
     * It names the account: who in it may use the grant is for the account's own policies to say.
     */
    ACCOUNT,
    /** It names the caller. */
    DIRECT
  }

  /** Compares with one AWS principal as written in a policy. */
  Match matching(String named) {
    if (named.equals("*") || named.equals(arn) || named.equals(roleArn)) {
      return Match.DIRECT;
    }
    boolean account =
        named.equals(accountId) || named.equals("arn:aws:iam::" + accountId + ":root");
    return account ? Match.ACCOUNT : Match.NONE;
  }
}
