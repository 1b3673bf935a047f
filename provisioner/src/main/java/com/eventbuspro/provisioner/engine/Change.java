package com.eventbuspro.provisioner.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One change to ask of the cloud, with one call.
 *
 * @param action what it is in the audit trail: {@code stream.create}
 * @param differences what it settles; read back to learn whether it was made
 * @param settleTime when to look at its effect
 * @param work the call; throws {@link CloudException}
 */
public record Change(
    String action, List<Difference> differences, Duration settleTime, Runnable work) {
  public Change {
    Objects.requireNonNull(action, "action");
    differences = List.copyOf(differences);
    if (differences.isEmpty()) {
      throw new IllegalArgumentException(action + " must settle a difference");
    }
    Objects.requireNonNull(settleTime, "settleTime");
    Objects.requireNonNull(work, "work");
  }
}
