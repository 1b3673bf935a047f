package com.eventbuspro.model.event;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;

/** Finds the value by which the events of a type are spread over shards and kept in order. */
public final class PartitionKeys {
  /** What Kinesis takes. */
  static final int MAX_LENGTH = 256;

  private PartitionKeys() {}

  /**
   * Checks a JSON Pointer that is to name the partition key.
   *
   * @throws InvalidInputException if it is not a pointer into an object
   */
  public static void check(String pointer) {
    try {
      if (!JsonPointer.compile(pointer).matches()) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, with our own words.
    }
    throw new InvalidInputException(
        Violation.of(
            "/partition_key",
            "INVALID_PARTITION_KEY",
            "Not a JSON Pointer to a property: '" + Texts.abbreviate(pointer) + "'",
            "Write a slash before every name, for example /origin or /flight/number"));
  }

  /**
   * The value at a place in an event's data, as text of 1 to 256 characters; longer values become
   * their SHA-256. Empty when there is none, or null, an object or an array: then the event id is
   * the key.
   *
   * @param pointer a JSON Pointer that {@link #check} accepts
   * @param data the event's data, valid JSON
   */
  public static Optional<String> find(String pointer, byte[] data) {
    try (JsonParser parser = Json.parser(data, 0, data.length)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      String value = find(JsonPointer.compile(pointer), parser);
      return Optional.ofNullable(value).filter(v -> !v.isEmpty()).map(PartitionKeys::shorten);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String find(JsonPointer pointer, JsonParser parser) {
    JsonPointer rest = pointer;
    while (!rest.matches()) {
      boolean found =
          switch (parser.currentToken()) {
            case START_OBJECT -> toProperty(rest.getMatchingProperty(), parser);
            case START_ARRAY -> toElement(rest.getMatchingIndex(), parser);
            default -> false;
          };
      if (!found) {
        return null;
      }
      rest = rest.tail();
    }
    JsonToken token = parser.currentToken();
    return token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getString() : null;
  }

  private static boolean toProperty(String wanted, JsonParser parser) {
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals(wanted)) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static boolean toElement(int wanted, JsonParser parser) {
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (index++ == wanted) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static String shorten(String key) {
    if (key.length() <= MAX_LENGTH) {
      return key;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
