package com.eventbuspro.transform.errors;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong while a transform ran.
 *
 * @param message what; a sentence, without values of events
 * @param suggestion what to do about it; null when nobody knows
 */
public record RuntimeFault(String message, @Nullable String suggestion) {
  public RuntimeFault {
    Objects.requireNonNull(message, "message");
  }
}
