package com.eventbuspro.localaws.auth;

import com.eventbuspro.localaws.http.Caller;
import org.jspecify.annotations.Nullable;

/** Finds the secret behind an access key id. Must be safe for use by many threads, and fast. */
@FunctionalInterface
public interface CredentialStore {
  /** The credential with this id, expired or not; null when there is none. */
  @Nullable Credential find(String accessKeyId);

  /** Knows exactly one key pair, the root's. */
  static CredentialStore rootOnly(String accessKeyId, String secretKey, String accountId) {
    Credential only = Credential.longTerm(secretKey, Caller.root(accessKeyId, accountId));
    return id -> only.accessKeyId().equals(id) ? only : null;
  }
}
