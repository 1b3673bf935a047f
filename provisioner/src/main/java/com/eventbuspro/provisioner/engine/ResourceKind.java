package com.eventbuspro.provisioner.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What is special about one kind of resource; {@link Engine} decides what to do when.
 * Implementations keep nothing between calls, never wait, and throw {@link CloudException} for
 * trouble.
 *
 * @param <D> what the kind needs to know to make a resource
 */
public interface ResourceKind<D> {
  /** The kind. */
  ResourceType type();

  /** Re-reads what is declared. */
  Target<D> target(Claim claim);

  /** What is declared, in the shape in which {@link #observe} describes what is found. */
  JsonNode describe(D desired);

  /** What is found. Asks the cloud, changes nothing. */
  Observation observe(D desired);

  /** The work of making it; the engine knows that nothing is there. */
  void create(D desired);

  /** Where what was found is not as declared. */
  default List<Difference> differences(D desired, JsonNode state) {
    return Differences.between(describe(desired), state);
  }

  /**
   * The value that was found where an earlier run saw a difference; tells whether the change that
   * was to settle it was made.
   */
  default JsonNode valueAt(JsonNode state, Difference difference) {
    JsonNode value = state.at(difference.path());
    return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
  }

  /**
   * The next change on the way to what is declared. May be a step only: the run after it compares
   * again.
   *
   * @param differences from {@link #differences}, at least one
   * @return empty when none of the differences can be settled by a change
   */
  Optional<Change> update(D desired, List<Difference> differences);

  /** What people should know of a resource though it is as it should be. */
  default Optional<Why> note(D desired) {
    return Optional.empty();
  }

  /** How long after its creation to look at a resource. */
  default Duration settleTime() {
    return Duration.ZERO;
  }
}
