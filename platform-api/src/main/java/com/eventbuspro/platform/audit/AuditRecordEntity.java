package com.eventbuspro.platform.audit;

import com.eventbuspro.platform.audit.AuditRecord.Outcome;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

@Entity
@Table(name = "audit_record")
class AuditRecordEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(nullable = false)
  private Instant at;

  @Column(nullable = false)
  private String actor;

  @Column(nullable = false)
  private String action;

  @Column(nullable = false)
  private String subject;

  @Column(name = "event_type")
  private @Nullable String eventType;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Outcome outcome;

  @Column(nullable = false)
  private String reason;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(name = "before_state")
  private @Nullable String before;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(name = "after_state")
  private @Nullable String after;

  @Column(name = "trace_id")
  private @Nullable String traceId;

  @SuppressWarnings("NullAway.Init") // Filled by JPA.
  protected AuditRecordEntity() {}

  AuditRecordEntity(
      Instant at,
      String actor,
      String action,
      String subject,
      @Nullable String eventType,
      Outcome outcome,
      String reason,
      @Nullable String before,
      @Nullable String after,
      @Nullable String traceId) {
    this.at = at;
    this.actor = actor;
    this.action = action;
    this.subject = subject;
    this.eventType = eventType;
    this.outcome = outcome;
    this.reason = reason;
    this.before = before;
    this.after = after;
    this.traceId = traceId;
  }

  AuditRecord read(JsonMapper json) {
    return new AuditRecord(
        id == null ? 0 : id,
        at,
        actor,
        action,
        subject,
        eventType,
        outcome,
        reason,
        before == null ? null : json.readTree(before),
        after == null ? null : json.readTree(after),
        traceId);
  }
}
