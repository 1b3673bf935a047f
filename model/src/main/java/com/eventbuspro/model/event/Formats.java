package com.eventbuspro.model.event;

import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The formats of strings that are types of their own; each answers null to what is not it. */
final class Formats {
  private static final int UUID_LENGTH = 36;

  private Formats() {}

  static @Nullable Object timestamp(char[] text, int from, int length) {
    long micros = Instants.dateTime(text, from, length);
    return micros == Instants.INVALID ? null : (Object) micros;
  }

  static @Nullable Object date(char[] text, int from, int length) {
    long days = Instants.date(text, from, length);
    return days == Instants.INVALID ? null : (Object) (int) days;
  }

  static @Nullable Object time(char[] text, int from, int length) {
    long micros = Instants.timeOfDay(text, from, length);
    return micros == Instants.INVALID ? null : (Object) micros;
  }

  static @Nullable Object uuid(char[] text, int from, int length) {
    if (length != UUID_LENGTH) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text[from + i];
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return null;
        }
        continue;
      }
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return null;
      }
      if (i < 18) {
        high = high << 4 | digit;
      } else {
        low = low << 4 | digit;
      }
    }
    return new UUID(high, low);
  }

  static @Nullable Object base64(char[] text, int from, int length) {
    try {
      return Base64.getDecoder().decode(new String(text, from, length));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
