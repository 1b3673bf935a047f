package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.schema.EventSchema;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema versions of event types: read, and add one that is compatible with all before it. */
@Service
public class SchemaVersions {
  private static final SchemaEvolution NOTHING = new SchemaEvolution(List.of(), List.of());

  private final EventTypeRepository eventTypes;
  private final EventSchemaRepository schemas;
  private final EventTypeChanges changes;
  private final AuditRecords audit;
  private final ChangeNotices notices;
  private final EntityManager entities;
  private final JsonMapper json;
  private final Clock clock;

  SchemaVersions(
      EventTypeRepository eventTypes,
      EventSchemaRepository schemas,
      EventTypeChanges changes,
      AuditRecords audit,
      ChangeNotices notices,
      EntityManager entities,
      JsonMapper json,
      Clock clock) {
    this.eventTypes = eventTypes;
    this.schemas = schemas;
    this.changes = changes;
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
   * what would happen, incompatibilities included.
   *
   * @throws com.eventbuspro.model.InvalidInputException if it is no schema that maps to columns
   * @throws ApiException EVENT_TYPE_NOT_FOUND, FORBIDDEN, NOT_OWNER, INCOMPATIBLE_SCHEMA
   */
  public SchemaProposal add(EventTypeName name, JsonNode document, ChangeRequest change) {
    return changes.run(change, () -> addOnce(name, document, change));
  }

  private SchemaProposal addOnce(EventTypeName name, JsonNode document, ChangeRequest change) {
    EventTypeEntity entity = changes.lockFor(name, "event_schema.add", change);
    List<EventSchemaEntity> stored = schemas.findByKeyEventTypeOrderByKeyVersion(entity.name());
    EventSchemaEntity newest = stored.get(stored.size() - 1);
    EventSchema next = SchemaDocuments.parse(newest.version() + 1, document);
    if (SchemaDocuments.same(newest.document(), next.document())) {
      return proposal(name, newest.version(), Outcome.UNCHANGED, NOTHING);
    }
    SchemaEvolution evolution = lineage(stored).evolve(next);
    if (!evolution.isCompatible()) {
      return refuse(name, next, evolution, change);
    }
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

  private static SchemaLineage lineage(List<EventSchemaEntity> stored) {
    return SchemaLineage.of(
        stored.stream().map(s -> EventSchema.parse(s.version(), s.document())).toList());
  }

  private static SchemaProposal refuse(
      EventTypeName name, EventSchema next, SchemaEvolution evolution, ChangeRequest change) {
    if (change.mode() == Mode.DRY_RUN) {
      return proposal(name, next.version(), Outcome.INCOMPATIBLE, evolution);
    }
    throw new ApiException(
        ProblemCode.INCOMPATIBLE_SCHEMA,
        "Version "
            + next.version()
            + " of '"
            + name
            + "' cannot follow the versions before it: see violations",
        evolution.violations());
  }

  private static SchemaProposal proposal(
      EventTypeName name, int version, Outcome outcome, SchemaEvolution evolution) {
    return new SchemaProposal(
        name.toString(), version, outcome, evolution.changes(), evolution.violations());
  }
}
