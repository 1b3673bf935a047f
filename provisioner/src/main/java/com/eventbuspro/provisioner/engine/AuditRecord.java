package com.eventbuspro.provisioner.engine;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One line of the audit trail; see the table {@code audit_record}. */
record AuditRecord(
    Instant at,
    String action,
    ResourceId subject,
    @Nullable String eventType,
    Outcome outcome,
    String reason,
    JsonNode before,
    JsonNode after) {

  enum Outcome {
    DONE,
    DENIED,
    FAILED,
    UNKNOWN
  }

  AuditRecord {
    Objects.requireNonNull(outcome, "outcome");
  }

  static AuditRecord of(Claim claim, Intent intent, Outcome outcome, String remark, Instant at) {
    String eventType = claim.eventType() == null ? null : claim.eventType().toString();
    String reason = remark.isEmpty() ? intent.reason() : intent.reason() + ". " + remark;
    return new AuditRecord(
        at,
        intent.action(),
        claim.id(),
        eventType,
        outcome,
        reason,
        intent.before(),
        intent.after());
  }
}
