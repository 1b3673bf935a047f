package com.eventbuspro.transform.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** What who asks must know. Compared in the same time whatever is presented; never shown. */
public final class Secret {
  private static final String SCHEME = "Bearer ";
  private static final int LEAST = 16;

  private final byte[] digest;

  /**
   * A secret.
   *
   * @throws IllegalArgumentException if it is too short to be one
   */
  public Secret(String value) {
    if (value.length() < LEAST) {
      throw new IllegalArgumentException(
          "EBP_TRANSFORM_SECRET must have at least " + LEAST + " characters");
    }
    this.digest = digest(value);
  }

  boolean isPresentedBy(@Nullable String authorization) {
    return authorization != null
        && authorization.startsWith(SCHEME)
        && MessageDigest.isEqual(digest, digest(authorization.substring(SCHEME.length())));
  }

  private static byte[] digest(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
