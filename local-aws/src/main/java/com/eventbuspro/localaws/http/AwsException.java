package com.eventbuspro.localaws.http;

/** A request that AWS would refuse: carries AWS's own error code, HTTP status and message. */
public final class AwsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  public AwsException(int status, String code, String message) {
    // No stack trace: it says what the caller did wrong, and throttled callers come by the
    // thousand.
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** HTTP status: 4xx when the caller is at fault, 5xx when the service is. */
  public int status() {
    return status;
  }

  /** AWS's error code, for instance {@code ResourceNotFoundException}. */
  public String code() {
    return code;
  }

  /** AWS's message; never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
