package com.eventbuspro.platform.quarantine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that could not be written to an event type's table.
 *
 * @param causes how many there are of each cause, the most frequent first
 * @param items the newest, as received, with the reason of each
 * @param next the cursor of the next older ones; null when there are none
 */
public record Quarantined(
    List<QuarantinedCause> causes, List<QuarantinedRecord> items, @Nullable String next) {
  public Quarantined {
    causes = List.copyOf(causes);
    items = List.copyOf(items);
  }
}
