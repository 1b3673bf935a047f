package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.audit.ChangeTransactions;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Registers and changes event types. Each change, its audit record and the notice to the
 * provisioner are one transaction: all of it or nothing.
 */
@Service
public class EventTypeChanges {
  private final EventTypeRepository eventTypes;
  private final EventTypeViews views;
  private final Permissions permissions;
  private final AuditRecords audit;
  private final ChangeNotices notices;
  private final EntityManager entities;
  private final OldRows oldRows;
  private final LakeTableNames lakeTables;
  private final ChangeTransactions transactions;
  private final Clock clock;

  EventTypeChanges(
      EventTypeRepository eventTypes,
      EventTypeViews views,
      Permissions permissions,
      AuditRecords audit,
      ChangeNotices notices,
      EntityManager entities,
      OldRows oldRows,
      LakeTableNames lakeTables,
      ChangeTransactions transactions,
      Clock clock) {
    this.eventTypes = eventTypes;
    this.views = views;
    this.permissions = permissions;
    this.audit = audit;
    this.notices = notices;
    this.entities = entities;
    this.oldRows = oldRows;
    this.lakeTables = lakeTables;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What a registration came to.
   *
   * @param eventType the event type as it is now, or would be
   * @param outcome whether it was made
   */
  public record Registered(EventType eventType, Outcome outcome) {
    /** Whether an event type was made. */
    public enum Outcome {
      CREATED,
      /** It was there already, exactly so. */
      UNCHANGED,
      /** A dry run: it would be made. */
      WOULD_BE_CREATED
    }
  }

  /**
   * Registers an event type. Saying the same again changes nothing.
   *
   * @throws com.eventbuspro.model.InvalidInputException with everything that is wrong
   * @throws ApiException FORBIDDEN, NOT_OWNER, NAME_TAKEN, or EVENT_TYPE_EXISTS when it exists and
   *     is different
   */
  public Registered register(Registration asked, ChangeRequest change) {
    Declaration declaration = Declaration.check(asked);
    permissions.requireChange(
        change,
        "event_type.register",
        declaration.name().toString(),
        declaration.settings().owner());
    return run(change, () -> registerOnce(declaration, change));
  }

  private Registered registerOnce(Declaration declaration, ChangeRequest change) {
    notices.lockName(declaration.name());
    Optional<EventTypeEntity> existing = eventTypes.findByName(declaration.name().toString());
    if (existing.isPresent()) {
      EventType found = views.whole(existing.get());
      requireEqual(found, declaration);
      return new Registered(found, Registered.Outcome.UNCHANGED);
    }
    lakeTables.requireFree(declaration.name());
    EventType made = create(declaration, null, change);
    return new Registered(
        made,
        change.mode() == Mode.DRY_RUN
            ? Registered.Outcome.WOULD_BE_CREATED
            : Registered.Outcome.CREATED);
  }

  /**
   * Makes an event type, in the caller's transaction, which holds the name.
   *
   * @param pipeline the pipeline that writes it, if it is derived
   */
  EventType create(Declaration declaration, @Nullable String pipeline, ChangeRequest change) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String by = change.by().name();
    EventTypeEntity entity = new EventTypeEntity(declaration, pipeline, by, now);
    entities.persist(entity);
    entities.persist(new EventSchemaEntity(entity.name(), declaration.schema(), by, now));
    entities.flush();
    EventType made = views.whole(entity);
    audit.done(
        change,
        "event_type.register",
        entity.name(),
        entity.name(),
        null,
        EventTypeSnapshot.of(made));
    notices.changed(declaration.name());
    return made;
  }

  /**
   * Changes what may be changed.
   *
   * <p>A shorter retention deletes rows for good, so it takes a consent that cannot be given by
   * habit: not a "yes" but the day before which rows go, which a dry run tells with how many.
   *
   * @param generation the generation the caller has seen; empty when any will do
   * @throws ApiException EVENT_TYPE_NOT_FOUND, FORBIDDEN, NOT_OWNER, STALE, DERIVED_EVENT_TYPE,
   *     DELETION_NOT_CONFIRMED, UNAVAILABLE
   */
  public EventType change(
      EventTypeName name, EventTypeChange asked, OptionalLong generation, ChangeRequest change) {
    // Asked of the lake before the transaction, which must not wait for it.
    Shorter shorter = shorter(name, asked);
    return run(
        change,
        () -> {
          EventTypeEntity entity = lockFor(name, "event_type.change", change);
          if (generation.isPresent() && generation.getAsLong() != entity.generation()) {
            throw new ApiException(
                ProblemCode.STALE,
                "It is at generation "
                    + entity.generation()
                    + ", not "
                    + generation.getAsLong()
                    + ". Read it again, then decide");
          }
          EventType before = views.whole(entity);
          EventTypeSettings settings = asked.applyTo(entity.settings());
          if (settings.equals(entity.settings())) {
            return before;
          }
          if (entity.pipeline() != null && !settings.owner().equals(entity.settings().owner())) {
            throw DerivedEventTypes.refused(
                name, entity.pipeline(), "Hand the pipeline over: the event type goes with it");
          }
          Deletion deletion = null;
          if (settings.tables().keepsLessThan(entity.settings().tables())) {
            deletion = shorter.requireFor(settings.tables());
            if (change.mode() == Mode.APPLY) {
              requireConsent(deletion, asked.confirmDeletionBefore());
            }
          }
          entity.change(
              settings, change.by().name(), clock.instant().truncatedTo(ChronoUnit.MICROS));
          entities.flush();
          EventType after = views.whole(entity);
          audit.done(
              change,
              "event_type.change",
              entity.name(),
              entity.name(),
              EventTypeSnapshot.of(before),
              EventTypeSnapshot.of(after));
          notices.changed(name);
          return after.deleting(deletion);
        });
  }

  /**
   * What a shorter retention deletes.
   *
   * @param policy the policy it was found out for; null when nothing gets shorter
   */
  private record Shorter(@Nullable TablePolicy policy, @Nullable Deletion deletion) {
    Deletion requireFor(TablePolicy now) {
      if (deletion == null || policy == null || !now.keepsAsLongAs(policy)) {
        throw new ApiException(
            ProblemCode.STALE, "It was changed at the same time. Read it again, then decide");
      }
      return deletion;
    }
  }

  private Shorter shorter(EventTypeName name, EventTypeChange asked) {
    Optional<EventTypeEntity> found = eventTypes.findByName(name.toString());
    if (found.isEmpty()) {
      return new Shorter(null, null);
    }
    EventTypeSettings old = found.get().settings();
    TablePolicy wanted = asked.applyTo(old).tables();
    Integer days = wanted.retentionDays();
    return days == null || !wanted.keepsLessThan(old.tables())
        ? new Shorter(null, null)
        : new Shorter(wanted, oldRows.beyond(name, days));
  }

  private static void requireConsent(Deletion deletion, @Nullable LocalDate consent) {
    // Around midnight the day moves on between the dry run and the change.
    boolean given =
        consent != null
            && !consent.isBefore(deletion.before().minusDays(1))
            && !consent.isAfter(deletion.before());
    if (deletion.isNothing() || given) {
      return;
    }
    String message =
        "This deletes %d rows and %d rejected records of %d days that arrived before %s, for good"
            .formatted(
                deletion.rows(), deletion.quarantinedRows(), deletion.days(), deletion.before());
    throw new ApiException(
        ProblemCode.DELETION_NOT_CONFIRMED,
        message,
        List.of(
            Violation.of(
                "/confirm_deletion_before",
                "REQUIRED",
                message,
                "If that is meant, send \"confirm_deletion_before\": \""
                    + deletion.before()
                    + "\"")));
  }

  /** Gives a derived event type to another team, in the caller's transaction and by its right. */
  void handOver(EventTypeName name, TeamName owner, ChangeRequest change) {
    EventTypeEntity entity =
        eventTypes.findForChange(name.toString()).orElseThrow(() -> EventTypes.notFound(name));
    EventType before = views.whole(entity);
    entity.change(
        entity.settings().ownedBy(owner),
        change.by().name(),
        clock.instant().truncatedTo(ChronoUnit.MICROS));
    entities.flush();
    audit.done(
        change,
        "event_type.change",
        entity.name(),
        entity.name(),
        EventTypeSnapshot.of(before),
        EventTypeSnapshot.of(views.whole(entity)));
    notices.changed(name);
  }

  /** The event type, locked until the transaction ends, for somebody who may change it. */
  EventTypeEntity lockFor(EventTypeName name, String action, ChangeRequest change) {
    EventTypeEntity entity =
        eventTypes.findForChange(name.toString()).orElseThrow(() -> EventTypes.notFound(name));
    permissions.requireChange(change, action, entity.name(), entity.settings().owner());
    return entity;
  }

  /** Runs a change in a transaction that is kept only when it is meant. */
  <T> T run(ChangeRequest change, Supplier<T> work) {
    return transactions.run(change, work);
  }

  private static void requireEqual(EventType found, Declaration asked) {
    List<Violation> differences = new ArrayList<>();
    compare(differences, "owner", found.owner(), asked.settings().owner().value());
    compare(differences, "description", found.description(), asked.settings().description());
    compare(differences, "partition_key", found.partitionKey(), asked.partitionKey());
    compare(differences, "time_property", found.timeProperty(), asked.timeProperty());
    compare(
        differences,
        "commit_interval_seconds",
        found.commitIntervalSeconds(),
        asked.settings().commitIntervalSeconds());
    compare(differences, "shards", found.shards(), asked.settings().shards());
    compare(
        differences,
        "stream_retention_hours",
        found.streamRetentionHours(),
        asked.settings().streamRetentionHours());
    compare(
        differences,
        "out_of_orderness_seconds",
        found.outOfOrdernessSeconds(),
        asked.settings().outOfOrdernessSeconds());
    TablePolicy tables = asked.settings().tables();
    compare(differences, "retention_days", found.retentionDays(), tables.retentionDays());
    compare(
        differences,
        "snapshot_retention_hours",
        found.snapshotRetentionHours(),
        tables.snapshotRetentionHours());
    compare(
        differences,
        "compaction_target_mb",
        found.compactionTargetMb(),
        tables.compactionTargetMb());
    if (!SchemaDocuments.same(String.valueOf(found.schema()), asked.schema().document())) {
      differences.add(
          Violation.of(
              "/schema",
              "DIFFERENT",
              "The newest schema, version " + found.schemaVersion() + ", is different",
              "Register a new version with POST /api/event-types/" + found.name() + "/schemas"));
    }
    if (!differences.isEmpty()) {
      throw new ApiException(
          ProblemCode.EVENT_TYPE_EXISTS,
          "'"
              + found.name()
              + "' is registered already, by "
              + found.createdBy()
              + " for team "
              + found.owner()
              + ", and is different",
          differences);
    }
  }

  private static void compare(
      List<Violation> differences, String name, @Nullable Object found, @Nullable Object asked) {
    if (!Objects.equals(found, asked)) {
      differences.add(
          Violation.of(
              "/" + name,
              "DIFFERENT",
              "The registered " + name + " is different",
              "Change it with PATCH, or use another name"));
    }
  }
}
