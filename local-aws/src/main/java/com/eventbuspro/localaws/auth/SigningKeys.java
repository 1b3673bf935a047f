package com.eventbuspro.localaws.auth;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;

/**
 * Derived signing keys, kept: deriving one takes four HMACs, and a client uses the same for a whole
 * day.
 *
 * <p>The secret is part of the lookup key, so a changed secret never meets an old signing key.
 */
final class SigningKeys {
  /** Forgetting all at this size is simpler than an eviction order, and hardly ever happens. */
  private static final int CAPACITY = 4096;

  private record Scope(String secretKey, String date, String region, String service) {}

  private final ConcurrentHashMap<Scope, SecretKey> derived = new ConcurrentHashMap<>();

  SecretKey of(Credential credential, Signature signature) {
    Scope scope =
        new Scope(
            credential.secretKey(), signature.date(), signature.region(), signature.service());
    SecretKey known = derived.get(scope);
    if (known != null) {
      return known;
    }
    SecretKey key = derive(scope);
    if (derived.size() >= CAPACITY) {
      derived.clear();
    }
    derived.put(scope, key);
    return key;
  }

  private static SecretKey derive(Scope scope) {
    byte[] start = ("AWS4" + scope.secretKey).getBytes(StandardCharsets.UTF_8);
    SecretKey date = Hashes.key(Hashes.hmac(Hashes.key(start), scope.date));
    SecretKey region = Hashes.key(Hashes.hmac(date, scope.region));
    SecretKey service = Hashes.key(Hashes.hmac(region, scope.service));
    return Hashes.key(Hashes.hmac(service, "aws4_request"));
  }
}
