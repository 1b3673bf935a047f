package com.eventbuspro.platform.console;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Amounts as people read them. */
final class Amounts {
  private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB", "PB");
  private static final int TEN = 10;

  private Amounts() {}

  /** {@code 12,345}. */
  static String count(long number) {
    return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
  }

  /** {@code 1 event}, {@code 2 events}. */
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** {@code 12 a second}; slow ones with a digit, so that they do not look like nothing. */
  static String perSecond(double rate) {
    String number =
        rate > 0 && rate < TEN
            ? String.format(Locale.ENGLISH, "%.1f", Math.max(rate, 0.1))
            : count(Math.round(rate));
    return number + " / s";
  }

  /** {@code 1.5 MB}, in steps of a thousand. */
  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < BYTES.size() - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ENGLISH, unit == 0 || value >= 100 ? "%.0f" : "%.1f", value)
        + " "
        + BYTES.get(unit);
  }

  /** The two largest units of a duration: {@code 2 h 5 min}; less than a minute with a digit. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.isZero() || duration.isNegative()) {
      return "0 s";
    }
    if (seconds < TEN) {
      return String.format(Locale.ENGLISH, "%.1f s", Math.max(duration.toMillis(), 100) / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (duration.toHours() == 0) {
      return pair(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
    }
    if (duration.toDays() == 0) {
      return pair(duration.toHours(), "h", duration.toMinutesPart(), "min");
    }
    return pair(duration.toDays(), "d", duration.toHoursPart(), "h");
  }

  private static String pair(long many, String large, int few, String small) {
    return few == 0 ? many + " " + large : many + " " + large + " " + few + " " + small;
  }

  /** Hours as people say them: {@code 7 days}. */
  static String hours(int hours) {
    return hours % 24 == 0 && hours > 0
        ? count(hours / 24, "day", "days")
        : count(hours, "hour", "hours");
  }
}
