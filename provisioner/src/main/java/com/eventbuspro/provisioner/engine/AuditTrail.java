package com.eventbuspro.provisioner.engine;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds to the audit trail, within the caller's transaction. */
final class AuditTrail {
  private static final String ACTOR = "service:provisioner";

  private final JdbcClient jdbc;

  AuditTrail(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(AuditRecord entry) {
    jdbc.sql(
            """
            INSERT INTO audit_record
              (at, actor, action, subject, event_type, outcome, reason, before_state, after_state)
            VALUES (:at, :actor, :action, :subject, :eventType, :outcome, :reason,
              :before::jsonb, :after::jsonb)
            """)
        .param("at", ClaimRow.time(entry.at()))
        .param("actor", ACTOR)
        .param("action", entry.action())
        .param("subject", entry.subject().toString())
        .param("eventType", entry.eventType())
        .param("outcome", entry.outcome().name())
        .param("reason", entry.reason())
        .param("before", Json.text(entry.before()))
        .param("after", Json.text(entry.after()))
        .update();
  }
}
