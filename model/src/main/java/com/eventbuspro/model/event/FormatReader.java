package com.eventbuspro.model.event;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Strings whose format makes them another type: dates, times, UUIDs, base64. */
final class FormatReader extends ValueReader {

  /** Reads characters; null when they are not of the format. */
  @FunctionalInterface
  interface Format {
    @Nullable Object parse(char[] text, int from, int length);
  }

  private final Format format;
  private final String what;

  FormatReader(Format format, String what, boolean secret) {
    super(secret);
    this.format = format;
    this.what = what;
  }

  @Override
  Object read(JsonParser parser, JsonToken token, Reading reading) {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(parser, reading);
    }
    Object value =
        format.parse(
            parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    if (value == null) {
      throw refuse(RejectionCause.BAD_FORMAT, parser, reading, "is not " + what);
    }
    return value;
  }

  @Override
  String expected() {
    return what;
  }
}
