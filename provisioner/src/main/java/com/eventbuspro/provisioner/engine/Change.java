package com.eventbuspro.provisioner.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change to ask of the cloud, with one call.
 *
 * @param action what it is in the audit trail: {@code stream.create}
 * @param differences what it settles; read back to learn whether it was made
 * @param settleTime when to look at its effect
 * @param work the call; throws {@link CloudException}
 * @param reason why, when there is more to say than that it is declared so; null otherwise
 */
public record Change(
    String action,
    List<Difference> differences,
    Duration settleTime,
    Runnable work,
    @Nullable String reason) {
  public Change {
    Objects.requireNonNull(action, "action");
    differences = List.copyOf(differences);
    if (differences.isEmpty()) {
      throw new IllegalArgumentException(action + " must settle a difference");
    }
    Objects.requireNonNull(settleTime, "settleTime");
    Objects.requireNonNull(work, "work");
  }

  /** A change because it is declared so. */
  public Change(String action, List<Difference> differences, Duration settleTime, Runnable work) {
    this(action, differences, settleTime, work, null);
  }

  /** The same change with a reason of its own, for the audit trail. */
  public Change because(String why) {
    return new Change(action, differences, settleTime, work, why);
  }
}
