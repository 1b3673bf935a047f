package com.eventbuspro.platform.problem;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes on after a failed check, so that the caller learns everything at once. */
public final class Checks {
  private final List<Violation> violations = new ArrayList<>();

  /**
   * What a check gives; null when it fails.
   *
   * @param at JSON Pointer to what is checked, put before the pointers of violations
   */
  public <T> @Nullable T get(String at, Supplier<T> check) {
    try {
      return check.get();
    } catch (InvalidInputException e) {
      for (Violation v : e.violations()) {
        violations.add(
            new Violation(
                at + v.pointer(), v.code(), v.message(), v.suggestion(), v.line(), v.column()));
      }
      return null;
    }
  }

  /** Adds what was found elsewhere. */
  public void add(List<Violation> found) {
    violations.addAll(found);
  }

  /**
   * To be called at the end.
   *
   * @throws InvalidInputException with everything that failed
   */
  public void done() {
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
  }
}
