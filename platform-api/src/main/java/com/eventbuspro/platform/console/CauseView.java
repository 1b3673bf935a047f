package com.eventbuspro.platform.console;

import com.eventbuspro.platform.quarantine.QuarantinedCause;
import java.time.Instant;
import java.util.Locale;

/** How often records were rejected for one cause. */
record CauseView(String cause, String words, long count, When first, When last) {

  static CauseView of(QuarantinedCause count, Instant now) {
    return new CauseView(
        count.cause(),
        words(count.cause()),
        count.count(),
        When.of(count.first(), now),
        When.of(count.last(), now));
  }

  /** A cause's code in words. */
  static String words(String code) {
    String spaced = code.replace('_', ' ').toLowerCase(Locale.ROOT).replace("json", "JSON");
    return spaced.isEmpty() ? code : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
  }
}
