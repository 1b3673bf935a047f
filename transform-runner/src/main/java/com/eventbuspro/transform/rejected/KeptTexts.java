package com.eventbuspro.transform.rejected;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Texts as a database can keep them: PostgreSQL has none with the character 0 in it, and no long
 * ones in a key. An event that could not be kept would stop its pipeline for ever.
 */
final class KeptTexts {
  private static final int MAX_MESSAGE = 1000;
  private static final int MAX_KEY = 200;

  private KeptTexts() {}

  /** An id, or a hash of it: different ones stay different. */
  static String id(String id) {
    return isKey(id) ? id : hash(id);
  }

  /** A name for people; different ones stay different. */
  static String name(String name) {
    return isKey(name) ? name : start(name, MAX_KEY).replace('\0', ' ') + "… (" + hash(name) + ")";
  }

  static String message(String message) {
    String plain = message.replace('\0', ' ');
    return plain.length() > MAX_MESSAGE ? start(plain, MAX_MESSAGE) + "…" : plain;
  }

  private static boolean isKey(String text) {
    return text.length() <= MAX_KEY && text.indexOf('\0') < 0;
  }

  /** Never half of a character. */
  private static String start(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, half ? length - 1 : length);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
