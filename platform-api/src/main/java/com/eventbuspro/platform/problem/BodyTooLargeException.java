package com.eventbuspro.platform.problem;

import com.eventbuspro.model.Violation;
import java.io.IOException;
import java.util.List;

/** A body turned out longer than this path takes, while it was being read. */
public final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long limit;

  BodyTooLargeException(long limit) {
    super("The body is longer than " + limit + " bytes");
    this.limit = limit;
  }

  /** What the caller is told. */
  public ApiException problem() {
    return problem(limit);
  }

  static ApiException problem(long limit) {
    String message = "A body may have " + limit + " bytes here";
    return new ApiException(
        ProblemCode.TOO_LARGE,
        message,
        List.of(
            Violation.of(
                "", ProblemCode.TOO_LARGE.name(), message, "Send less, or in several requests")));
  }
}
