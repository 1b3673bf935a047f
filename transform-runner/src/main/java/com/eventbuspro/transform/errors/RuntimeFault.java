package com.eventbuspro.transform.errors;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong while a transform ran.
 *
 * @param message what; a sentence, without values of events
 * @param suggestion what to do about it; null when nobody knows
 * @param ofTheSql whether it is the SQL that has to be changed; else it may go by
 */
public record RuntimeFault(String message, @Nullable String suggestion, boolean ofTheSql) {
  /** One of which it does not matter whose it is. */
  public RuntimeFault(String message, @Nullable String suggestion) {
    this(message, suggestion, false);
  }

  public RuntimeFault {
    Objects.requireNonNull(message, "message");
  }
}
