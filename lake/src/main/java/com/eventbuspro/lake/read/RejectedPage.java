package com.eventbuspro.lake.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some records in quarantine, newest first.
 *
 * @param records the records
 * @param next where the next older page begins; null when there is none
 */
public record RejectedPage(List<RejectedRecord> records, @Nullable RowKey next) {
  public RejectedPage {
    records = List.copyOf(records);
  }
}
