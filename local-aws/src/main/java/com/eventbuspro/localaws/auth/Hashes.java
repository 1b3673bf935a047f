package com.eventbuspro.localaws.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * SHA-256 and HMAC-SHA-256 with one engine per thread: looking one up costs more than a small hash.
 */
final class Hashes {
  private static final HexFormat HEX = HexFormat.of();
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (GeneralSecurityException e) {
              throw new IllegalStateException("This JVM has no SHA-256", e);
            }
          });
  private static final ThreadLocal<Mac> HMAC =
      ThreadLocal.withInitial(
          () -> {
            try {
              return Mac.getInstance("HmacSHA256");
            } catch (GeneralSecurityException e) {
              throw new IllegalStateException("This JVM has no HmacSHA256", e);
            }
          });

  private Hashes() {}

  static String sha256Hex(byte[] data) {
    return HEX.formatHex(SHA256.get().digest(data));
  }

  static String sha256Hex(String text) {
    return sha256Hex(text.getBytes(StandardCharsets.UTF_8));
  }

  static SecretKey key(byte[] secret) {
    return new SecretKeySpec(secret, "HmacSHA256");
  }

  static byte[] hmac(SecretKey key, String text) {
    try {
      Mac mac = HMAC.get();
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A signing key was refused", e);
    }
  }

  static String hmacHex(SecretKey key, String text) {
    return HEX.formatHex(hmac(key, text));
  }

  /** Takes the same time wherever two strings differ, so that it tells nothing about a secret. */
  static boolean sameText(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
