package com.eventbuspro.platform.ledger;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of an event type.
 *
 * @param eventType the event type
 * @param recordedAt when a commit of the lake sink was last recorded; null when never
 * @param items hours of which there is something, newest first
 * @param next the cursor of the next part; null when this is the last
 */
public record Ledger(
    String eventType,
    @Schema(description = "When a commit of the lake sink was last recorded")
        @Nullable Instant recordedAt,
    List<LedgerHour> items,
    @Nullable String next) {
  public Ledger {
    items = List.copyOf(items);
  }
}
