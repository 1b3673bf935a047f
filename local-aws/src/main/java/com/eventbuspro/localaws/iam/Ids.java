package com.eventbuspro.localaws.iam;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes ids and secrets that look like AWS's. */
final class Ids {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static String role() {
    return "AROA" + base32(17);
  }

  static String user() {
    return "AIDA" + base32(17);
  }

  static String policy() {
    return "ANPA" + base32(17);
  }

  static String longTermKey() {
    return "AKIA" + base32(16);
  }

  static String temporaryKey() {
    return "ASIA" + base32(16);
  }

  static String secret() {
    return secret(30);
  }

  static String token() {
    return secret(96);
  }

  private static String secret(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }

  private static String base32(int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(BASE32.charAt(RANDOM.nextInt(BASE32.length())));
    }
    return out.toString();
  }
}
