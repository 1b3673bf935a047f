package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Constraints;
import com.eventbuspro.model.schema.SafePattern;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Text. */
final class StringReader extends ValueReader {
  private final Constraints constraints;
  private final boolean sized;

  /** The listed values by themselves: every event shares one String for each. */
  private final Map<String, String> allowed = new HashMap<>();

  StringReader(Constraints constraints, boolean secret) {
    super(secret);
    this.constraints = constraints;
    this.sized = constraints.minSize() > 0 || constraints.maxSize() < Integer.MAX_VALUE;
    constraints.allowed().forEach(value -> allowed.put((String) value, (String) value));
  }

  @Override
  Object read(JsonParser parser, JsonToken token, Reading reading) {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(parser, reading);
    }
    String text = parser.getString();
    if (reading.suspicious() && !JsonText.isStorable(text)) {
      throw reading.refuse(
          RejectionCause.UNSTORABLE_TEXT,
          "The text holds a NUL or half a surrogate pair, which no table can keep");
    }
    if (sized) {
      checkSize(text, reading);
    }
    SafePattern pattern = constraints.pattern();
    if (pattern != null && !pattern.matches(text)) {
      throw refuse(
          RejectionCause.PATTERN_MISMATCH, parser, reading, "does not match " + pattern.source());
    }
    return allowed.isEmpty() ? text : listed(text, parser, reading);
  }

  private void checkSize(String text, Reading reading) {
    int size = text.codePointCount(0, text.length());
    if (size < constraints.minSize() || size > constraints.maxSize()) {
      throw reading.refuse(
          RejectionCause.WRONG_SIZE,
          Sizes.message("The text has", size, "characters", constraints));
    }
  }

  private String listed(String text, JsonParser parser, Reading reading) {
    String same = allowed.get(text);
    if (same == null) {
      throw notListed(constraints, parser, reading);
    }
    return same;
  }

  @Override
  String expected() {
    return "a string";
  }
}
