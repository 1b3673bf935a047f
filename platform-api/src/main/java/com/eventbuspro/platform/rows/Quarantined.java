package com.eventbuspro.platform.rows;

import com.eventbuspro.lake.read.CauseCount;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Records that could not be written to an event type's table.
 *
 * @param causes how many there are of each cause, the most frequent first
 * @param items the newest, as received, with the reason of each
 * @param next the cursor of the next older ones; null when there are none
 */
public record Quarantined(List<CauseCount> causes, List<JsonNode> items, @Nullable String next) {
  public Quarantined {
    causes = List.copyOf(causes);
    items = List.copyOf(items);
  }
}
