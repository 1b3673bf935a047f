package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.SchemaChange;
import java.util.List;

/**
 * What a schema would mean as the next version of an event type.
 *
 * @param eventType the event type
 * @param version the version it is, or would be
 * @param outcome what became of it
 * @param changes what changes in the table, in the order of the schema; empty when nothing does
 * @param violations why it cannot follow the versions before it; empty when it can
 */
public record SchemaProposal(
    String eventType,
    int version,
    Outcome outcome,
    List<SchemaChange> changes,
    List<Violation> violations) {

  /** What became of a schema. */
  public enum Outcome {
    /** It is the newest version now. */
    CREATED,
    /** It was the newest version already. */
    UNCHANGED,
    /** A dry run: it would become the newest version. */
    COMPATIBLE,
    /** A dry run: it would be refused. */
    INCOMPATIBLE
  }

  public SchemaProposal {
    changes = List.copyOf(changes);
    violations = List.copyOf(violations);
  }
}
