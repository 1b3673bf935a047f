package com.eventbuspro.transform.life;

import org.jspecify.annotations.Nullable;

/** Something was not done in the time that it may take. */
final class TooSlowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooSlowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
