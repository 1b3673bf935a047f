package com.eventbuspro.platform.problem;

import com.eventbuspro.model.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem as sent.
 *
 * @param type relative reference that names the kind of problem
 * @param title the kind of problem, for people
 * @param status the HTTP status
 * @param detail this occurrence, for people: what was wrong, where, and what to do
 * @param instance the path that was asked for
 * @param code the kind of problem, for programs
 * @param traceId finds this request in our logs
 * @param violations everything that is wrong with the input; empty when it is not the input
 * @param result what was done nevertheless, item by item; only where the operation says so
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    ProblemCode code,
    String traceId,
    List<Violation> violations,
    @Nullable Object result) {

  public Problem {
    violations = List.copyOf(violations);
  }

  /** A problem of a kind. */
  public static Problem of(
      ProblemCode code, String detail, @Nullable String instance, List<Violation> violations) {
    return of(code, detail, instance, violations, null);
  }

  /** A problem of a kind, with what was done nevertheless. */
  public static Problem of(
      ProblemCode code,
      String detail,
      @Nullable String instance,
      List<Violation> violations,
      @Nullable Object result) {
    return new Problem(
        code.type(),
        code.title(),
        code.status(),
        detail,
        instance,
        code,
        Trace.current(),
        violations,
        result);
  }
}
