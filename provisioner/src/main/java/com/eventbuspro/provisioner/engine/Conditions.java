package com.eventbuspro.provisioner.engine;

import com.eventbuspro.model.EventTypeName;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says on event types how their resources are, within the caller's transaction. */
final class Conditions {
  enum Status {
    TRUE,
    FALSE,
    UNKNOWN
  }

  private final JdbcClient jdbc;

  Conditions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Sets the condition that the run's resource decides, if any; a row that says so stays untouched.
   */
  void set(Claim claim, RunResult result, Instant now) {
    EventTypeName eventType = claim.eventType();
    if (eventType == null) {
      return;
    }
    claim
        .id()
        .type()
        .condition()
        .ifPresent(
            type ->
                upsert(
                    eventType,
                    type,
                    status(result),
                    why(claim, result.verdict()),
                    Math.max(result.generation(), claim.observedGeneration()),
                    now));
  }

  private void upsert(
      EventTypeName eventType, String type, Status status, Why why, long generation, Instant now) {
    jdbc.sql(
            """
            INSERT INTO event_type_condition AS c
              (event_type, type, status, reason, message, observed_generation, changed_at)
            VALUES (:eventType, :type, :status, :reason, :message, :generation, :now)
            ON CONFLICT (event_type, type) DO UPDATE SET
              status = excluded.status,
              reason = excluded.reason,
              message = excluded.message,
              observed_generation = excluded.observed_generation,
              changed_at = CASE WHEN c.status = excluded.status
                THEN c.changed_at ELSE excluded.changed_at END
            WHERE (c.status, c.reason, c.message, c.observed_generation) IS DISTINCT FROM
              (excluded.status, excluded.reason, excluded.message, excluded.observed_generation)
            """)
        .param("eventType", eventType.toString())
        .param("type", type)
        .param("status", status.name())
        .param("reason", why.reason())
        .param("message", why.message())
        .param("generation", generation)
        .param("now", ClaimRow.time(now))
        .update();
  }

  private static Status status(RunResult result) {
    Verdict verdict = result.verdict();
    if (verdict instanceof Verdict.Settled) {
      return Status.TRUE;
    }
    if (verdict instanceof Verdict.Blocked) {
      return Status.FALSE;
    }
    if (verdict instanceof Verdict.Failed) {
      // Something that exists may well be right: trouble with looking at it does not make it wrong.
      return result.memory().exists() ? Status.UNKNOWN : Status.FALSE;
    }
    return Status.UNKNOWN;
  }

  private static Why why(Claim claim, Verdict verdict) {
    if (verdict instanceof Verdict.Waiting waiting) {
      return waiting.why();
    }
    if (verdict instanceof Verdict.Failed failed) {
      return failed.why();
    }
    if (verdict instanceof Verdict.Blocked blocked) {
      return blocked.why();
    }
    if (verdict instanceof Verdict.Settled settled && settled.note() != null) {
      return settled.note();
    }
    return new Why(
        "AsDeclared",
        "The " + claim.id().type().word() + " " + claim.externalName() + " is as declared");
  }
}
