package com.eventbuspro.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A bearer token in the clear: {@code ebp_} and 256 random bits in base64url. Kept as short as
 * possible in memory and never in a log; its text form hides it.
 *
 * @param value the token
 */
record Secret(String value) {
  private static final Pattern PATTERN = Pattern.compile("ebp_[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  Secret {
    if (!isValid(value)) {
      throw new IllegalArgumentException("Not an access token of ours");
    }
  }

  static Secret random() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return new Secret("ebp_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  static boolean isValid(String text) {
    return PATTERN.matcher(text).matches();
  }

  /** What is kept: with 256 random bits a token needs neither salt nor a slow hash. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "ebp_…";
  }
}
