package com.eventbuspro.model.schema;

import com.eventbuspro.model.Violation;
import java.util.List;

/**
 * What a new schema version means for the versions before it.
 *
 * @param changes what changes, in the order of the schema; empty when nothing does
 * @param violations what must not change so, each with a suggestion; empty when the version is
 *     compatible
 */
public record SchemaEvolution(List<SchemaChange> changes, List<Violation> violations) {
  public SchemaEvolution {
    changes = List.copyOf(changes);
    violations = List.copyOf(violations);
  }

  /** Whether the table, its readers and the publishers can all follow. */
  public boolean isCompatible() {
    return violations.isEmpty();
  }
}
