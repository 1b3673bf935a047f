package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Constraints;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** {@code true} and {@code false}. */
final class BooleanReader extends ValueReader {
  private final Constraints constraints;

  BooleanReader(Constraints constraints, boolean secret) {
    super(secret);
    this.constraints = constraints;
  }

  @Override
  Object read(JsonParser parser, JsonToken token, Reading reading) {
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrongType(parser, reading);
    }
    Boolean value = token == JsonToken.VALUE_TRUE;
    if (!constraints.allowed().isEmpty() && !constraints.allowed().contains(value)) {
      throw refuse(
          RejectionCause.NOT_IN_ENUM, parser, reading, "is not the value that the schema lists");
    }
    return value;
  }

  @Override
  String expected() {
    return "true or false";
  }
}
