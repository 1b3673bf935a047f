package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Constraints;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** An object with free names to a map. */
final class MapReader extends ValueReader {
  private final ValueReader value;
  private final boolean valueNullable;
  private final Constraints constraints;

  MapReader(ValueReader value, boolean valueNullable, Constraints constraints, boolean secret) {
    super(secret);
    this.value = value;
    this.valueNullable = valueNullable;
    this.constraints = constraints;
  }

  @Override
  Object read(JsonParser parser, JsonToken token, Reading reading) {
    if (token != JsonToken.START_OBJECT) {
      throw wrongType(parser, reading);
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    int level = reading.enter();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      reading.names[level] = name;
      if (values.containsKey(name)) {
        throw reading.refuse(RejectionCause.DUPLICATE_KEY, "The key stands twice in its object");
      }
      if (reading.suspicious() && !JsonText.isStorable(name)) {
        throw reading.refuse(
            RejectionCause.UNSTORABLE_TEXT, "The name holds a NUL or half a surrogate pair");
      }
      values.put(name, readValue(parser, reading));
    }
    if (values.size() < constraints.minSize() || values.size() > constraints.maxSize()) {
      throw reading.refuseContainer(
          level,
          RejectionCause.WRONG_SIZE,
          Sizes.message("The map has", values.size(), "entries", constraints));
    }
    reading.leave();
    return values;
  }

  private @Nullable Object readValue(JsonParser parser, Reading reading) {
    JsonToken token = parser.nextToken();
    if (token != JsonToken.VALUE_NULL) {
      return value.read(parser, token, reading);
    }
    if (!valueNullable) {
      throw reading.refuse(
          RejectionCause.WRONG_TYPE,
          "Expected " + value.expected() + ", found null; the schema does not allow null here");
    }
    return null;
  }

  @Override
  String expected() {
    return "an object";
  }
}
