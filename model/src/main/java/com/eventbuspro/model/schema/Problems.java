package com.eventbuspro.model.schema;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a schema; stops the reading when a list would help nobody. */
final class Problems {
  private static final int MAX_REPORTED = 100;

  private final List<Violation> found = new ArrayList<>();

  void add(String pointer, SchemaFault fault, String message, String suggestion) {
    Violation violation = Violation.of(pointer, fault.name(), message, suggestion);
    if (!found.contains(violation)) {
      found.add(violation);
    }
    if (found.size() >= MAX_REPORTED) {
      throwIfAny();
    }
  }

  /** Reports at once, with what was found before: reading on would cost too much. */
  InvalidInputException stop(String pointer, SchemaFault fault, String message, String suggestion) {
    found.add(Violation.of(pointer, fault.name(), message, suggestion));
    return new InvalidInputException(found);
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidInputException(found);
    }
  }
}
