package com.eventbuspro.platform.ledger;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * An hour of an event type with records that are certainly missing.
 *
 * @param eventType the event type
 * @param hour when it begins
 * @param missing how many records, at least
 * @param foundAt when that was first found
 * @param problems where they are missing
 */
public record IncompleteHour(
    String eventType,
    @Schema(description = "When the hour begins, UTC") Instant hour,
    @Schema(description = "Records certainly missing, at least") long missing,
    @Schema(description = "When that was first found") Instant foundAt,
    List<LedgerProblem> problems) {
  public IncompleteHour {
    problems = List.copyOf(problems);
  }
}
