package com.eventbuspro.provisioner.declaration;

import com.eventbuspro.model.Environment;
import com.eventbuspro.model.EventTypeName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The deterministic names of an environment's resources. */
public final class Names {
  private static final int MAX_ROLE_NAME = 64;
  private static final int HASH_LENGTH = 12;

  private final Environment environment;

  public Names(Environment environment) {
    this.environment = environment;
  }

  /** The stream of an event type. */
  public String stream(EventTypeName eventType) {
    return eventType.streamName(environment);
  }

  /** The lake table of an event type. */
  public String table(EventTypeName eventType) {
    return eventType.toString();
  }

  /**
   * The producer role of an event type, at most 64 characters. A name too long is cut and made
   * unique with the beginning of its SHA-256; the hyphen before that occurs in no event type's
   * name, so a cut name never equals a whole one.
   */
  public String producerRole(EventTypeName eventType) {
    String prefix = "ebp-" + environment.value() + "-producer-";
    String name = eventType.toString();
    int room = MAX_ROLE_NAME - prefix.length();
    if (name.length() <= room) {
      return prefix + name;
    }
    return prefix + name.substring(0, room - 1 - HASH_LENGTH) + "-" + hash(name);
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no SHA-256", e);
    }
  }
}
