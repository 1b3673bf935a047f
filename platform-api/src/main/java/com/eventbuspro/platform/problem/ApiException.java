package com.eventbuspro.platform.problem;

import com.eventbuspro.model.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request cannot be served; becomes a {@link Problem}. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient List<Violation> violations;
  private final @Nullable Duration retryAfter;

  /** Refuses for a reason that is no fault of the input. */
  public ApiException(ProblemCode code, String detail) {
    this(code, detail, List.of(), null);
  }

  /** Refuses for what is wrong with the input. */
  public ApiException(ProblemCode code, String detail, List<Violation> violations) {
    this(code, detail, violations, null);
  }

  private ApiException(
      ProblemCode code, String detail, List<Violation> violations, @Nullable Duration retryAfter) {
    super(detail);
    this.code = code;
    this.violations = List.copyOf(violations);
    this.retryAfter = retryAfter;
  }

  /** Refuses for now: the same request may succeed after the given time. */
  public static ApiException retryLater(ProblemCode code, String detail, Duration after) {
    return new ApiException(code, detail, List.of(), after);
  }

  /** A parameter that is not valid. */
  public static ApiException parameter(String name, String message) {
    return new ApiException(
        ProblemCode.INVALID_PARAMETER,
        message,
        List.of(Violation.of("/" + name, ProblemCode.INVALID_PARAMETER.name(), message)));
  }

  /** The kind of problem. */
  public ProblemCode code() {
    return code;
  }

  /** What is wrong with the input. */
  public List<Violation> violations() {
    return violations;
  }

  /** When to try again, if that helps. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
