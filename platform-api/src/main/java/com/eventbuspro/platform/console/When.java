package com.eventbuspro.platform.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A point in time as it is shown.
 *
 * @param iso for machines
 * @param utc for people, in UTC, to the second
 * @param ago how far from now, in words
 */
record When(String iso, String utc, String ago) {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  static When of(Instant at, Instant now) {
    return new When(
        at.truncatedTo(ChronoUnit.MILLIS).toString(), UTC.format(at), relative(at, now));
  }

  static @Nullable When ofNullable(@Nullable Instant at, Instant now) {
    return at == null ? null : of(at, now);
  }

  private static String relative(Instant at, Instant now) {
    Duration distance = Duration.between(at, now);
    if (distance.abs().toSeconds() < 5) {
      return "just now";
    }
    return distance.isNegative() ? "in " + words(distance.negated()) : words(distance) + " ago";
  }

  private static String words(Duration distance) {
    if (distance.toMinutes() < 1) {
      return distance.toSeconds() + " s";
    }
    if (distance.toHours() < 1) {
      return distance.toMinutes() + " min";
    }
    if (distance.toDays() < 1) {
      return distance.toHours() + " h";
    }
    long days = distance.toDays();
    if (days < 60) {
      return days == 1 ? "1 day" : days + " days";
    }
    return days < 730 ? days / 30 + " months" : days / 365 + " years";
  }
}
