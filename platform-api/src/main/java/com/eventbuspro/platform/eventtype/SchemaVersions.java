package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.SchemaChange;
import com.eventbuspro.model.schema.SchemaEvolution;
import com.eventbuspro.model.schema.SchemaLineage;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.eventtype.SchemaProposal.Outcome;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema versions of event types: read, and add one that is compatible with all before it. */
@Service
public class SchemaVersions {
  /** Changes after which every SELECT goes on that went before. */
  private static final Set<SchemaChange.Kind> HARMLESS =
      EnumSet.of(
          SchemaChange.Kind.PROPERTY_ADDED,
          SchemaChange.Kind.CONSTRAINT_LOOSENED,
          SchemaChange.Kind.NOTE_CHANGED);

  private static final SchemaEvolution NOTHING = new SchemaEvolution(List.of(), List.of());

  private final EventTypeRepository eventTypes;
  private final EventSchemaRepository schemas;
  private final EventTypeChanges changes;
  private final ReadingPipelines pipelines;
  private final AuditRecords audit;
  private final ChangeNotices notices;
  private final EntityManager entities;
  private final JsonMapper json;
  private final Clock clock;

  SchemaVersions(
      EventTypeRepository eventTypes,
      EventSchemaRepository schemas,
      EventTypeChanges changes,
      ReadingPipelines pipelines,
      AuditRecords audit,
      ChangeNotices notices,
      EntityManager entities,
      JsonMapper json,
      Clock clock) {
    this.eventTypes = eventTypes;
    this.schemas = schemas;
    this.changes = changes;
    this.pipelines = pipelines;
    this.audit = audit;
    this.notices = notices;
    this.entities = entities;
    this.json = json;
    this.clock = clock;
  }

  /**
   * All versions of an event type, newest first.
   *
   * @throws ApiException EVENT_TYPE_NOT_FOUND
   */
  @Transactional(readOnly = true)
  public List<SchemaVersion> list(EventTypeName name) {
    if (eventTypes.findByName(name.toString()).isEmpty()) {
      throw EventTypes.notFound(name);
    }
    List<SchemaVersion> versions =
        new ArrayList<>(
            schemas.findByKeyEventTypeOrderByKeyVersion(name.toString()).stream()
                .map(
                    s ->
                        new SchemaVersion(
                            s.version(), json.readTree(s.document()), s.createdAt(), s.createdBy()))
                .toList());
    Collections.reverse(versions);
    return versions;
  }

  /**
   * Makes a schema the newest version. The newest version again changes nothing. A dry run tells
   * what would happen, incompatibilities and broken pipelines included.
   *
   * <p>While the transform-runner cannot say what becomes of pipelines, versions pass that break
   * none by construction; others have to wait for it.
   *
   * @throws com.eventbuspro.model.InvalidInputException if it is no schema that maps to columns
   * @throws ApiException EVENT_TYPE_NOT_FOUND, FORBIDDEN (also to all but admins when personal data
   *     would be none any more), NOT_OWNER, DERIVED_EVENT_TYPE, INCOMPATIBLE_SCHEMA,
   *     BREAKS_PIPELINES, TRANSFORM_RUNNER_UNAVAILABLE
   */
  public SchemaProposal add(EventTypeName name, JsonNode document, ChangeRequest change) {
    if (pipelines.of(name).isEmpty()) {
      return changes.run(change, () -> addOnce(name, document, change)).telling(List.of());
    }
    // First as a dry run: no transaction may wait for the transform-runner.
    ChangeRequest dryRun = new ChangeRequest(change.by(), change.reason(), Mode.DRY_RUN);
    SchemaProposal proposal = changes.run(dryRun, () -> addOnce(name, document, dryRun));
    List<PipelineImpact> impact =
        proposal.outcome() == Outcome.COMPATIBLE
            ? pipelines.impact(name, document).orElse(null)
            : null;
    if (change.mode() == Mode.DRY_RUN) {
      return proposal.telling(proposal.outcome() == Outcome.UNCHANGED ? List.of() : impact);
    }
    if (proposal.outcome() == Outcome.COMPATIBLE) {
      requireHarmless(name, proposal, impact);
    }
    return changes
        .run(change, () -> addOnce(name, document, change))
        .telling(proposal.outcome() == Outcome.UNCHANGED ? List.of() : impact);
  }

  private static void requireHarmless(
      EventTypeName name, SchemaProposal proposal, @Nullable List<PipelineImpact> impact) {
    if (impact != null) {
      PipelineImpacts.requireNoneBroken(name, impact);
    } else if (!proposal.changes().stream().allMatch(c -> HARMLESS.contains(c.kind()))) {
      throw ApiException.retryLater(
          ProblemCode.TRANSFORM_RUNNER_UNAVAILABLE,
          "Pipelines read '"
              + name
              + "', and the transform-runner cannot say at the moment whether this would break"
              + " them. Try again when it is back; versions that only add properties need not wait",
          Duration.ofSeconds(5));
    }
  }

  private SchemaProposal addOnce(EventTypeName name, JsonNode document, ChangeRequest change) {
    EventTypeEntity entity = changes.lockFor(name, "event_schema.add", change);
    if (entity.pipeline() != null) {
      throw DerivedEventTypes.refused(
          name, entity.pipeline(), "Its schema follows from the SQL: change that");
    }
    SchemaProposal proposal = follow(entity, document, change);
    if (proposal.outcome() == Outcome.INCOMPATIBLE && change.mode() == Mode.APPLY) {
      throw new ApiException(
          ProblemCode.INCOMPATIBLE_SCHEMA,
          "Version "
              + proposal.version()
              + " of '"
              + name
              + "' cannot follow the versions before it: see violations",
          proposal.violations());
    }
    return proposal;
  }

  /**
   * Makes a document the newest version of a locked event type if it can follow, in the caller's
   * transaction.
   */
  SchemaProposal follow(EventTypeEntity entity, JsonNode document, ChangeRequest change) {
    EventTypeName name = EventTypeName.parse(entity.name());
    List<EventSchemaEntity> stored = schemas.findByKeyEventTypeOrderByKeyVersion(entity.name());
    EventSchemaEntity newest = stored.get(stored.size() - 1);
    EventSchema next = SchemaDocuments.parse(newest.version() + 1, document);
    if (SchemaDocuments.same(newest.document(), next.document())) {
      return proposal(name, newest.version(), Outcome.UNCHANGED, NOTHING);
    }
    List<EventSchema> versions = new ArrayList<>();
    stored.forEach(s -> versions.add(EventSchema.parse(s.version(), s.document())));
    SchemaEvolution evolution = SchemaLineage.of(versions).evolve(next);
    if (!evolution.isCompatible()) {
      return proposal(name, next.version(), Outcome.INCOMPATIBLE, evolution);
    }
    requireNothingOpened(name, versions, next, change);
    if (entity.timeProperty() != null) {
      EventDecoder.checkTimeProperty(next, entity.timeProperty());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    entities.persist(new EventSchemaEntity(entity.name(), next, change.by().name(), now));
    entity.touch(change.by().name(), now);
    entities.flush();
    audit.done(
        change,
        "event_schema.add",
        entity.name() + "/schemas/" + next.version(),
        entity.name(),
        Map.of("version", newest.version(), "schema", json.readTree(newest.document())),
        Map.of("version", next.version(), "schema", document));
    notices.changed(name);
    return proposal(
        name,
        next.version(),
        change.mode() == Mode.DRY_RUN ? Outcome.COMPATIBLE : Outcome.CREATED,
        evolution);
  }

  /** What the newest version says of a name decides for all rows, those that are there too. */
  private void requireNothingOpened(
      EventTypeName name, List<EventSchema> versions, EventSchema next, ChangeRequest change) {
    if (change.by().role().maySeePersonalData()) {
      return;
    }
    List<EventSchema> then = new ArrayList<>(versions);
    then.add(next);
    Set<String> opened = PersonalData.of(versions).openedBy(PersonalData.of(then));
    if (opened.isEmpty()) {
      return;
    }
    String columns = String.join(", ", opened);
    audit.denied(
        change,
        "event_schema.add",
        name + "/schemas/" + next.version(),
        name.toString(),
        Map.of("no_longer_personal", opened));
    throw new ApiException(
        ProblemCode.FORBIDDEN,
        "Only admins say that personal data (x-pii) is none any more, since all rows are shown"
            + " then: "
            + columns
            + "; your token's role is "
            + change.by().role(),
        List.of(
            Violation.of(
                "/schema",
                "PERSONAL_DATA",
                "x-pii is missing at " + columns,
                "Keep x-pii there, or ask an admin to make the change")));
  }

  private static SchemaProposal proposal(
      EventTypeName name, int version, Outcome outcome, SchemaEvolution evolution) {
    return new SchemaProposal(
        name.toString(), version, outcome, evolution.changes(), null, evolution.violations());
  }
}
