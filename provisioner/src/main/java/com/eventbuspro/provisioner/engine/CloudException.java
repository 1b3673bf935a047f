package com.eventbuspro.provisioner.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The cloud did not do, or not tell, what it was asked; the {@link #failure} says what to make of
 * it.
 */
public final class CloudException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final CloudFailure failure;

  public CloudException(CloudFailure failure, String message) {
    this(failure, message, null);
  }

  public CloudException(CloudFailure failure, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = Objects.requireNonNull(failure, "failure");
  }

  /** The kind of trouble. */
  public CloudFailure failure() {
    return failure;
  }

  Why why() {
    return new Why(failure.reason(), getMessage() + " — " + failure.advice());
  }
}
