package com.eventbuspro.platform.audit;

import com.eventbuspro.platform.audit.AuditRecord.Outcome;
import com.eventbuspro.platform.problem.Trace;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.web.Cursor;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The memory of every change: written with the change or not at all, read newest first. */
@Service
public class AuditRecords {
  private final AuditRecordRepository records;
  private final JsonMapper json;
  private final Clock clock;

  AuditRecords(AuditRecordRepository records, JsonMapper json, Clock clock) {
    this.records = records;
    this.json = json;
    this.clock = clock;
  }

  /**
   * What to look for; an empty text lets everything through.
   *
   * @param eventType the event type's name
   * @param actor who
   * @param action verb and kind
   * @param outcome name of an {@link Outcome}
   * @param subject what it was done to
   */
  public record Filter(
      String eventType, String actor, String action, String outcome, String subject) {
    /** Everything about one event type. */
    public static Filter of(String eventType) {
      return new Filter(eventType, "", "", "", "");
    }

    /** Everything done to one subject, for instance {@code pipelines/hourly-delays}. */
    public static Filter ofSubject(String subject) {
      return new Filter("", "", "", "", subject);
    }
  }

  /**
   * Keeps that a change was made, in the transaction that makes it.
   *
   * @param before how it was, any value with a JSON form; null when there was nothing
   * @param after how it is now
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void done(
      ChangeRequest change,
      String action,
      String subject,
      @Nullable String eventType,
      @Nullable Object before,
      @Nullable Object after) {
    add(
        change.by().name(),
        change.reason(),
        action,
        subject,
        eventType,
        Outcome.DONE,
        before,
        after);
  }

  /** Keeps that a change was not allowed; its own transaction, since the change has none. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void denied(
      ChangeRequest change, String action, String subject, @Nullable String eventType) {
    denied(change, action, subject, eventType, null);
  }

  /**
   * Likewise, with what it would have been.
   *
   * @param asked any value with a JSON form
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void denied(
      ChangeRequest change,
      String action,
      String subject,
      @Nullable String eventType,
      @Nullable Object asked) {
    add(
        change.by().name(),
        change.reason(),
        action,
        subject,
        eventType,
        Outcome.DENIED,
        null,
        asked);
  }

  /**
   * Keeps how something ended that was asked for earlier and done in the background, in the
   * transaction that says so.
   *
   * @param actor who asked
   * @param reason why
   * @param after what came of it, any value with a JSON form
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void ended(
      String actor,
      String reason,
      String action,
      String subject,
      String eventType,
      Outcome outcome,
      Object after) {
    add(actor, reason, action, subject, eventType, outcome, null, after);
  }

  /** A page of records, newest first. */
  @Transactional(readOnly = true)
  public Page<AuditRecord> page(Filter filter, PageRequest request) {
    Cursor cursor = Cursor.of("audit", filter);
    long before = request.cursor() == null ? Long.MAX_VALUE : cursor.number(request.cursor());
    var found =
        records.page(
            before,
            filter.eventType(),
            filter.actor(),
            filter.action(),
            filter.outcome(),
            filter.subject(),
            Limit.of(request.limit() + 1));
    return Page.of(
        found.stream().map(r -> r.read(json)).toList(),
        request.limit(),
        last -> cursor.encode(Long.toString(last.id())));
  }

  private void add(
      String actor,
      String reason,
      String action,
      String subject,
      @Nullable String eventType,
      Outcome outcome,
      @Nullable Object before,
      @Nullable Object after) {
    records.save(
        new AuditRecordEntity(
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            actor,
            action,
            subject,
            eventType,
            outcome,
            reason,
            before == null ? null : json.writeValueAsString(before),
            after == null ? null : json.writeValueAsString(after),
            Trace.current()));
  }
}
