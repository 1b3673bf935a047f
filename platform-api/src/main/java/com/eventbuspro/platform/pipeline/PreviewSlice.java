package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Which part of history a preview reads of each event type: one of the two.
 *
 * @param last what arrived in the last hour or day
 * @param rows the newest rows, so many
 */
public record PreviewSlice(@Nullable Last last, @Nullable Integer rows) {
  private static final int MAX_ROWS = 1_000_000;

  /** The newest 100,000 rows. */
  public static final PreviewSlice DEFAULT = new PreviewSlice(null, 100_000);

  /** A time that ends now. */
  public enum Last {
    HOUR,
    DAY
  }

  /**
   * Itself.
   *
   * @throws InvalidInputException unless it says exactly one thing, and that is possible
   */
  PreviewSlice check() {
    if ((last == null) == (rows == null)) {
      throw refused("/slice", "A slice has either last or rows");
    }
    if (rows != null && (rows < 1 || rows > MAX_ROWS)) {
      throw refused("/slice/rows", "rows is from 1 to " + MAX_ROWS + ", not " + rows);
    }
    return this;
  }

  private static InvalidInputException refused(String pointer, String message) {
    return new InvalidInputException(
        Violation.of(
            pointer,
            "INVALID_SLICE",
            message,
            "Use {\"last\": \"HOUR\"}, {\"last\": \"DAY\"} or {\"rows\": 100000}"));
  }
}
