package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.Pointers;
import tools.jackson.databind.JsonNode;

/** Text that PostgreSQL, the lake and people can all hold: no NUL, no half of a surrogate pair. */
public final class StorableText {
  private StorableText() {}

  /** Whether the text is storable and has no control characters but tab and line break. */
  public static boolean isDescription(String text) {
    return isStorable(text)
        && text.chars()
            .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r');
  }

  /**
   * Checks every name and every text in a document. Its depth is bounded by the JSON reader.
   *
   * @throws InvalidInputException at the first that cannot be stored
   */
  static void check(JsonNode document) {
    check(document, "");
  }

  private static void check(JsonNode node, String pointer) {
    if (node.isString() && !isStorable(node.asString())) {
      throw refused(pointer);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(node.get(i), pointer + "/" + i);
      }
    }
    for (var property : node.properties()) {
      if (!isStorable(property.getKey())) {
        throw refused(pointer);
      }
      check(property.getValue(), Pointers.child(pointer, property.getKey()));
    }
  }

  private static InvalidInputException refused(String pointer) {
    return new InvalidInputException(
        Violation.of(
            pointer,
            "UNSTORABLE_TEXT",
            "The text holds a NUL or half a surrogate pair, which no database can hold",
            "Remove it"));
  }

  private static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
