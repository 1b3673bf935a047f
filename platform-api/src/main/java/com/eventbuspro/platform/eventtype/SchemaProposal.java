package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.SchemaChange;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schema would mean as the next version of an event type.
 *
 * @param eventType the event type
 * @param version the version it is, or would be
 * @param outcome what became of it
 * @param changes what changes in the table, in the order of the schema; empty when nothing does
 * @param pipelines what it means for the pipelines that read the event type; null when nobody can
 *     tell at the moment, or when it is refused anyway
 * @param violations why it cannot follow the versions before it; empty when it can
 */
public record SchemaProposal(
    String eventType,
    int version,
    Outcome outcome,
    List<SchemaChange> changes,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable List<PipelineImpact> pipelines,
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
    pipelines = pipelines == null ? null : List.copyOf(pipelines);
    violations = List.copyOf(violations);
  }

  SchemaProposal telling(@Nullable List<PipelineImpact> impact) {
    return new SchemaProposal(eventType, version, outcome, changes, impact, violations);
  }
}
