package com.eventbuspro.provisioner.engine;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change about to be asked of the cloud, as recorded before: enough to find out later whether it
 * was made, and to write its audit record.
 *
 * @param kind whether it makes or changes
 * @param action what it is in the audit trail
 * @param reason why it is made
 * @param differences what it settles
 */
record Intent(Kind kind, String action, String reason, List<Difference> differences) {
  enum Kind {
    CREATE,
    UPDATE
  }

  /** What became of an intent, judged by what is there now. */
  enum Fate {
    DONE,
    NOT_DONE,
    /** Neither as before nor as intended: someone else was at work too. */
    UNCLEAR
  }

  Intent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(reason, "reason");
    differences = List.copyOf(differences);
  }

  /** What became of it when nothing is there. */
  Fate whenAbsent() {
    return kind == Kind.CREATE ? Fate.NOT_DONE : Fate.UNCLEAR;
  }

  /** What became of it when someone else's thing is there. */
  Fate whenForeign() {
    return kind == Kind.CREATE ? Fate.NOT_DONE : Fate.UNCLEAR;
  }

  /**
   * What became of it when something is there that is ours.
   *
   * @param valueAt what is found now where a difference was
   */
  Fate whenPresent(Function<Difference, JsonNode> valueAt) {
    if (kind == Kind.CREATE
        || differences.stream().allMatch(d -> Differences.same(valueAt.apply(d), d.desired()))) {
      return Fate.DONE;
    }
    boolean untouched =
        differences.stream().allMatch(d -> Differences.same(valueAt.apply(d), d.observed()));
    return untouched ? Fate.NOT_DONE : Fate.UNCLEAR;
  }

  /** The values before the change, for its audit record. */
  JsonNode before() {
    return values(false);
  }

  /** The values after the change, for its audit record. */
  JsonNode after() {
    return values(true);
  }

  private JsonNode values(boolean after) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (Difference difference : differences) {
      JsonNode value = after ? difference.desired() : difference.observed();
      if (difference.path().isEmpty()) {
        return value;
      }
      values.set(difference.path(), value);
    }
    return values;
  }
}
