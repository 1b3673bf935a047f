package com.eventbuspro.model.schema;

import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The formats of strings that are types of their own; each answers null to what is not it. */
public final class Formats {
  private static final int UUID_LENGTH = 36;

  private Formats() {}

  /** An RFC 3339 date-time to a {@link Long} of microseconds since the epoch. */
  public static @Nullable Object timestamp(char[] text, int from, int length) {
    long micros = Instants.dateTime(text, from, length);
    return micros == Instants.INVALID ? null : (Object) micros;
  }

  /** A date to an {@link Integer} of days since the epoch. */
  public static @Nullable Object date(char[] text, int from, int length) {
    long days = Instants.date(text, from, length);
    return days == Instants.INVALID ? null : (Object) (int) days;
  }

  /** A time of day to a {@link Long} of microseconds. */
  public static @Nullable Object time(char[] text, int from, int length) {
    long micros = Instants.timeOfDay(text, from, length);
    return micros == Instants.INVALID ? null : (Object) micros;
  }

  /** The 36 characters of a UUID to a {@link UUID}. */
  public static @Nullable Object uuid(char[] text, int from, int length) {
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

  /** Base64 to bytes. */
  public static @Nullable Object base64(char[] text, int from, int length) {
    try {
      return Base64.getDecoder().decode(new String(text, from, length));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
