package com.eventbuspro.platform.console;

import com.eventbuspro.platform.audit.AuditRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An audit record as it is shown. */
record AuditRow(
    long id,
    When at,
    String actor,
    String action,
    String subject,
    @Nullable String eventType,
    StateView outcome,
    List<JsonChange> changes,
    @Nullable String traceId) {

  static AuditRow of(AuditRecord record, Instant now) {
    return new AuditRow(
        record.id(),
        When.of(record.at(), now),
        record.actor(),
        record.action(),
        record.subject(),
        record.eventType(),
        StateView.of(record),
        JsonChange.between(record.before(), record.after()),
        record.traceId());
  }
}
