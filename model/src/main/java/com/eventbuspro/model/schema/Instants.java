package com.eventbuspro.model.schema;

import java.time.Instant;

/**
 * RFC 3339 dates and times, read by hand: java.time's parsers cost more than the JSON around them.
 * Fractions beyond microseconds are cut off. Leap seconds are refused.
 */
public final class Instants {
  /** No such date or time. */
  public static final long INVALID = Long.MIN_VALUE;

  /** Microseconds in a second. */
  public static final long MICROS_PER_SECOND = 1_000_000L;

  private static final long SECONDS_PER_DAY = 86_400L;
  private static final int DATE_LENGTH = 10;
  private static final int TIME_LENGTH = 8;
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Instants() {}

  /** Microseconds since the epoch. */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1_000);
  }

  /** {@code 2001-01-01T00:47:00.5+01:00} to microseconds since the epoch. */
  public static long dateTime(char[] text, int from, int length) {
    int end = from + length;
    long days = date(text, from, Math.min(length, DATE_LENGTH));
    int at = from + DATE_LENGTH;
    if (days == INVALID || at >= end || (text[at] != 'T' && text[at] != 't')) {
      return INVALID;
    }
    int zone = timeEnd(text, at + 1, end);
    long time = time(text, at + 1, zone);
    long offset = offsetSeconds(text, zone, end);
    if (time == INVALID || offset == INVALID) {
      return INVALID;
    }
    return (days * SECONDS_PER_DAY - offset) * MICROS_PER_SECOND + time;
  }

  /** {@code 2001-01-01} to days since the epoch. */
  public static long date(char[] text, int from, int length) {
    if (length != DATE_LENGTH || text[from + 4] != '-' || text[from + 7] != '-') {
      return INVALID;
    }
    int year = digits(text, from, 4);
    int month = digits(text, from + 5, 2);
    int day = digits(text, from + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) {
      return INVALID;
    }
    if (month == 2 && day == 29 && !isLeap(year)) {
      return INVALID;
    }
    return epochDay(year, month, day);
  }

  /** {@code 10:15:00.25}, perhaps with {@code Z}, to microseconds of the day. */
  public static long timeOfDay(char[] text, int from, int length) {
    int end = from + length;
    int zone = timeEnd(text, from, end);
    if (zone < end && offsetSeconds(text, zone, end) != 0) {
      return INVALID;
    }
    return time(text, from, zone);
  }

  private static int timeEnd(char[] text, int from, int end) {
    int at = from;
    while (at < end && ((text[at] >= '0' && text[at] <= ':') || text[at] == '.')) {
      at++;
    }
    return at;
  }

  private static long time(char[] text, int from, int end) {
    if (end - from < TIME_LENGTH || text[from + 2] != ':' || text[from + 5] != ':') {
      return INVALID;
    }
    int hour = digits(text, from, 2);
    int minute = digits(text, from + 3, 2);
    int second = digits(text, from + 6, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return INVALID;
    }
    long fraction = fraction(text, from + TIME_LENGTH, end);
    return fraction == INVALID
        ? INVALID
        : ((hour * 60L + minute) * 60L + second) * MICROS_PER_SECOND + fraction;
  }

  private static long fraction(char[] text, int from, int end) {
    if (from == end) {
      return 0;
    }
    if (text[from] != '.' || from + 1 == end) {
      return INVALID;
    }
    long micros = 0;
    long unit = MICROS_PER_SECOND / 10;
    for (int i = from + 1; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return INVALID;
      }
      micros += digit * unit;
      unit /= 10;
    }
    return micros;
  }

  private static long offsetSeconds(char[] text, int from, int end) {
    int length = end - from;
    if (length == 1) {
      return text[from] == 'Z' || text[from] == 'z' ? 0 : INVALID;
    }
    if (length != 6 || text[from + 3] != ':' || (text[from] != '+' && text[from] != '-')) {
      return INVALID;
    }
    int hours = digits(text, from + 1, 2);
    int minutes = digits(text, from + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return INVALID;
    }
    long seconds = hours * 3_600L + minutes * 60L;
    return text[from] == '+' ? seconds : -seconds;
  }

  /** The number that {@code count} digits stand for, or a negative one if they are no digits. */
  private static int digits(char[] text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Days since 1970-01-01 in the proleptic Gregorian calendar, years beginning in March. */
  private static long epochDay(int year, int month, int day) {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }
}
