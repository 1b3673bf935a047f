package com.eventbuspro.platform.ledger;

import com.eventbuspro.platform.problem.ApiException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * From one hour on and before another.
 *
 * @param from the first hour
 * @param to the hour after the last
 */
public record LedgerPeriod(Instant from, Instant to) {
  private static final Instant BEGINNING = Instant.EPOCH;
  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  /**
   * Reads the bounds of a request; an empty text is no bound.
   *
   * @throws ApiException INVALID_PARAMETER
   */
  static LedgerPeriod parse(String from, String to) {
    Instant first = from.isEmpty() ? BEGINNING : time("from", from).truncatedTo(ChronoUnit.HOURS);
    Instant last = to.isEmpty() ? END : time("to", to);
    if (!first.isBefore(last)) {
      throw ApiException.parameter("to", "to is later than from");
    }
    return new LedgerPeriod(first, last);
  }

  /**
   * The hour in a cursor.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Instant hour(String seconds) {
    long number = Long.parseLong(seconds);
    if (number < 0 || number > END.getEpochSecond()) {
      throw new IllegalArgumentException("Not an hour: " + seconds);
    }
    return Instant.ofEpochSecond(number);
  }

  private static Instant time(String name, String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.isBefore(BEGINNING) || time.isAfter(END)) {
        throw ApiException.parameter(name, name + " is from 1970 to 9998");
      }
      return time;
    } catch (DateTimeParseException e) {
      throw ApiException.parameter(name, name + " is a time in UTC such as 2026-01-31T12:00:00Z");
    }
  }
}
