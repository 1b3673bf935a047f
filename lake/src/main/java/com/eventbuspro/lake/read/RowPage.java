package com.eventbuspro.lake.read;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some rows, newest first.
 *
 * @param rows ordered maps from column to value, ready for JSON: instants as RFC 3339 text,
 *     decimals as numbers, bytes as base64, absent as null
 * @param next where the next older page begins; null when there is none
 */
public record RowPage(List<Map<String, @Nullable Object>> rows, @Nullable RowKey next) {
  public RowPage {
    rows = List.copyOf(rows);
  }
}
