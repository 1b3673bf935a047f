package com.eventbuspro.transform.http;

import org.jspecify.annotations.Nullable;

/** Something is wrong with a request; answered as an RFC 9457 problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * What is wrong.
   *
   * @param status the HTTP status
   * @param code one word for machines, such as {@code INVALID_BODY}
   * @param detail for people
   */
  public ProblemException(int status, String code, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
