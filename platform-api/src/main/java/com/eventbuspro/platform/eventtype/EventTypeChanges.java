package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.audit.ChangeTransactions;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import com.eventbuspro.platform.web.ETags;
import com.eventbuspro.platform.web.Made;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
  private final ShorterRetention shorterRetention;
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
      ShorterRetention shorterRetention,
      LakeTableNames lakeTables,
      ChangeTransactions transactions,
      Clock clock) {
    this.eventTypes = eventTypes;
    this.views = views;
    this.permissions = permissions;
    this.audit = audit;
    this.notices = notices;
    this.entities = entities;
    this.shorterRetention = shorterRetention;
    this.lakeTables = lakeTables;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Registers an event type. Saying the same again changes nothing.
   *
   * @throws com.eventbuspro.model.InvalidInputException with everything that is wrong
   * @throws ApiException FORBIDDEN, NOT_OWNER, NAME_TAKEN, or EVENT_TYPE_EXISTS when it exists and
   *     is different
   */
  public Made<EventType> register(Registration asked, ChangeRequest change) {
    Declaration declaration = Declaration.check(asked);
    permissions.requireChange(
        change,
        "event_type.register",
        declaration.name().toString(),
        declaration.settings().owner());
    return run(change, () -> registerOnce(declaration, change));
  }

  private Made<EventType> registerOnce(Declaration declaration, ChangeRequest change) {
    notices.lockName(declaration.name());
    Optional<EventTypeEntity> existing = eventTypes.findByName(declaration.name().toString());
    if (existing.isPresent()) {
      EventType found = views.whole(existing.get());
      EventTypeDifferences.requireNone(found, declaration);
      return Made.already(found);
    }
    lakeTables.requireFree(declaration.name());
    return Made.by(change, create(declaration, null, change));
  }

  /**
   * Makes an event type, in the caller's transaction, which holds the name.
   *
   * @param pipeline the pipeline that writes it, if it is derived
   */
  EventType create(Declaration declaration, @Nullable String pipeline, ChangeRequest change) {
    Instant now = now();
    String by = change.by().name();
    EventTypeEntity entity = new EventTypeEntity(declaration, pipeline, by, now);
    entities.persist(entity);
    entities.persist(new EventSchemaEntity(entity.name(), declaration.schema(), by, now));
    entities.flush();
    EventType made = views.whole(entity);
    keep(change, "event_type.register", declaration.name(), null, made);
    return made;
  }

  /**
   * Changes what may be changed.
   *
   * <p>A shorter retention deletes rows, so it takes consent: see {@link ShorterRetention}.
   *
   * @param generation the generation the caller has seen; empty when any will do
   * @throws ApiException EVENT_TYPE_NOT_FOUND, FORBIDDEN, NOT_OWNER, STALE, DERIVED_EVENT_TYPE,
   *     DELETION_NOT_CONFIRMED, UNAVAILABLE
   */
  public EventType change(
      EventTypeName name, EventTypeChange asked, OptionalLong generation, ChangeRequest change) {
    // Asked of the lake before the transaction, which must not wait for it.
    ShorterRetention.Found shorter = shorterRetention.look(name, asked);
    return run(
        change,
        () -> {
          EventTypeEntity entity = lockFor(name, "event_type.change", change);
          ETags.requireSeen(generation, entity.generation());
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
              ShorterRetention.requireConsent(deletion, asked.confirmDeletionBefore());
            }
          }
          entity.change(settings, change.by().name(), now());
          entities.flush();
          EventType after = views.whole(entity);
          keep(change, "event_type.change", name, before, after);
          return after.deleting(deletion);
        });
  }

  /** Gives a derived event type to another team, in the caller's transaction and by its right. */
  void handOver(EventTypeName name, TeamName owner, ChangeRequest change) {
    EventTypeEntity entity =
        eventTypes.findForChange(name.toString()).orElseThrow(() -> EventTypes.notFound(name));
    EventType before = views.whole(entity);
    entity.change(entity.settings().ownedBy(owner), change.by().name(), now());
    entities.flush();
    keep(change, "event_type.change", name, before, views.whole(entity));
  }

  /** The audit record and the notice of a change, in its transaction. */
  private void keep(
      ChangeRequest change,
      String action,
      EventTypeName name,
      @Nullable EventType before,
      EventType after) {
    audit.done(
        change,
        action,
        name.toString(),
        name.toString(),
        before == null ? null : EventTypeSnapshot.of(before),
        EventTypeSnapshot.of(after));
    notices.changed(name);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
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
}
