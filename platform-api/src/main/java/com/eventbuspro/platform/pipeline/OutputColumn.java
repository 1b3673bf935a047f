package com.eventbuspro.platform.pipeline;

import java.util.List;

/**
 * A column of a pipeline's result.
 *
 * @param name its name
 * @param type its type, in Flink SQL
 * @param nullable whether it may be null
 * @param pii whether it may hold personal data
 * @param origins the columns of event types that its value may depend on
 */
public record OutputColumn(
    String name, String type, boolean nullable, boolean pii, List<Origin> origins) {
  public OutputColumn {
    origins = origins == null ? List.of() : List.copyOf(origins);
  }

  /**
   * A column of an event type.
   *
   * @param eventType the event type
   * @param column the column
   */
  public record Origin(String eventType, String column) {}
}
