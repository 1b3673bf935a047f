package com.eventbuspro.streams;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something could not be done with a stream; the {@link #code} says what kind of trouble it is. */
public final class StreamsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final StreamFailure code;

  public StreamsException(StreamFailure code, String message) {
    this(code, message, null);
  }

  public StreamsException(StreamFailure code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** The kind of trouble. */
  public StreamFailure code() {
    return code;
  }
}
