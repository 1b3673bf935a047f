package com.eventbuspro.provisioner.engine;

import com.eventbuspro.model.EventTypeName;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A due resource, held by one run. What is declared is not in it: the run reads that anew.
 *
 * @param id the resource
 * @param eventType the event type it belongs to, or null for one of the platform's own
 * @param externalName its name in the cloud
 * @param token proof that this run, and no other, holds the row
 * @param state the last verdict
 * @param reason the last verdict's message
 * @param stateSince when the last verdict first came
 * @param desiredGeneration the newest generation the planner saw
 * @param observedGeneration the generation that was settled last; 0 for none
 * @param attempts failed runs in a row
 * @param memory what is remembered of the cloud
 */
public record Claim(
    ResourceId id,
    @Nullable EventTypeName eventType,
    String externalName,
    String token,
    ResourceState state,
    String reason,
    Instant stateSince,
    long desiredGeneration,
    long observedGeneration,
    int attempts,
    Memory memory) {

  public Claim {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(token, "token");
  }

  /** The event type it belongs to, for kinds that always have one. */
  public EventTypeName requiredEventType() {
    return Objects.requireNonNull(eventType, () -> id + " belongs to no event type");
  }
}
