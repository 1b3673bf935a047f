package com.eventbuspro.model.event;

import com.eventbuspro.model.Texts;
import com.eventbuspro.model.schema.Constraints;
import java.math.BigDecimal;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads and checks one value that is not null. Compiled once per schema, used by many threads. */
abstract class ValueReader {
  private final boolean secret;

  /** Makes a reader; the values of a secret one are not shown in messages. */
  ValueReader(boolean secret) {
    this.secret = secret;
  }

  /** Reads the value whose first token the parser stands on, and leaves it at its last. */
  abstract Object read(JsonParser parser, JsonToken token, Reading reading);

  /** What this reader reads, with its article: a string, a date. */
  abstract String expected();

  final Refusal wrongType(JsonParser parser, Reading reading) {
    return reading.refuse(
        RejectionCause.WRONG_TYPE, "Expected " + expected() + ", found " + show(parser));
  }

  final Refusal refuse(
      RejectionCause cause, JsonParser parser, Reading reading, String whatIsWrong) {
    return reading.refuse(cause, show(parser) + " " + whatIsWrong);
  }

  final Refusal notAMultiple(BigDecimal step, JsonParser parser, Reading reading) {
    return refuse(RejectionCause.OUT_OF_RANGE, parser, reading, "is not a multiple of " + step);
  }

  final Refusal notListed(Constraints constraints, JsonParser parser, Reading reading) {
    return refuse(
        RejectionCause.NOT_IN_ENUM,
        parser,
        reading,
        "is none of " + Enums.list(constraints.allowed()));
  }

  /** The current value, shortened; only its kind when it is secret. */
  final String show(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "an array";
      case VALUE_NULL -> "null";
      case VALUE_STRING ->
          secret ? "a string (not shown)" : "'" + Texts.abbreviate(parser.getString()) + "'";
      default -> secret ? "a value (not shown)" : Texts.abbreviate(parser.getString());
    };
  }
}
