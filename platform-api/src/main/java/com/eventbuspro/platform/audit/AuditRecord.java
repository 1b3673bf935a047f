package com.eventbuspro.platform.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that was done, or denied.
 *
 * @param id grows with time
 * @param at when
 * @param actor who: a token's name or {@code service:…}
 * @param action verb and kind, for example {@code event_type.register}
 * @param subject what it was done to
 * @param eventType the event type it concerns, if any
 * @param outcome how it went
 * @param reason why
 * @param before how it was; null when there was nothing
 * @param after how it is; null when there is nothing, or nothing changed
 * @param traceId finds the request in the logs
 */
public record AuditRecord(
    long id,
    Instant at,
    String actor,
    String action,
    String subject,
    @Nullable String eventType,
    Outcome outcome,
    String reason,
    @Nullable JsonNode before,
    @Nullable JsonNode after,
    @Nullable String traceId) {

  /** How it went. */
  public enum Outcome {
    DONE,
    DENIED,
    FAILED,
    UNKNOWN
  }
}
