package com.eventbuspro.localaws.auth;

import com.eventbuspro.localaws.http.Caller;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key pair that can sign requests.
 *
 * @param accessKeyId what the request names
 * @param secretKey what it is signed with; never logged
 * @param sessionToken what temporary credentials must send along; null for long-term ones
 * @param expires when temporary credentials stop working; null for long-term ones
 * @param caller the principal it stands for
 */
public record Credential(
    String accessKeyId,
    String secretKey,
    @Nullable String sessionToken,
    @Nullable Instant expires,
    Caller caller) {

  public Credential {
    if (accessKeyId.isBlank() || secretKey.isEmpty()) {
      throw new IllegalArgumentException("A credential needs an access key id and a secret key");
    }
    if ((sessionToken == null) != (expires == null)) {
      throw new IllegalArgumentException(
          "Only temporary credentials have a token, and they expire");
    }
  }

  /** A key pair that never expires. */
  public static Credential longTerm(String secretKey, Caller caller) {
    return new Credential(caller.accessKeyId(), secretKey, null, null, caller);
  }

  /** Whether the credential has stopped working. */
  boolean expiredAt(Instant now) {
    return expires != null && !now.isBefore(Objects.requireNonNull(expires));
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "Credential[" + accessKeyId + "]";
  }
}
