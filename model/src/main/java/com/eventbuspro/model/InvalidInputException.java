package com.eventbuspro.model;

import java.util.List;
import java.util.stream.Collectors;

/** An input was refused. Carries every violation found, so that the sender can mend all at once. */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  /** Refuses an input for the given reasons, of which there must be at least one. */
  public InvalidInputException(List<Violation> violations) {
    super(
        violations.stream()
            .map(v -> v.pointer().isEmpty() ? v.message() : v.pointer() + ": " + v.message())
            .collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
    if (violations.isEmpty()) {
      throw new IllegalArgumentException("An input is refused for at least one reason");
    }
  }

  /** Refuses an input for one reason. */
  public InvalidInputException(Violation violation) {
    this(List.of(violation));
  }

  /** All reasons, in the order in which they were found. */
  public List<Violation> violations() {
    return violations;
  }
}
