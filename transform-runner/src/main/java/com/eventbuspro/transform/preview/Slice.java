package com.eventbuspro.transform.preview;

import com.eventbuspro.transform.analysis.RequestFields;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** How much of each event type's history a preview reads; never more than {@link #MAX_ROWS}. */
sealed interface Slice {
  /** Rows that are read of one event type at most, the newest first to be taken. */
  int MAX_ROWS = 1_000_000;

  /**
   * What arrived lately.
   *
   * @param time how far back
   */
  record Last(Duration time) implements Slice {}

  /**
   * The newest rows by arrival.
   *
   * @param count how many; where several arrived at the same instant, they come together
   */
  record Rows(int count) implements Slice {}

  static Slice parse(JsonNode slice) {
    JsonNode rows = slice.path("rows");
    if (rows.isInt() && rows.intValue() >= 1 && rows.intValue() <= MAX_ROWS) {
      return new Rows(rows.intValue());
    }
    return switch (slice.path("last").stringValue("")) {
      case "HOUR" -> new Last(Duration.ofHours(1));
      case "DAY" -> new Last(Duration.ofDays(1));
      default ->
          throw RequestFields.invalid(
              "/slice", "'slice' is {\"last\": \"HOUR\" or \"DAY\"} or {\"rows\": 1 to 1000000}");
    };
  }
}
