package com.eventbuspro.platform.console;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a table.
 *
 * @param rows how many rows it has
 * @param last when rows were last committed; null when never
 * @param volume rows per day
 */
record Figures(long rows, @Nullable When last, VolumeBars volume) {

  /** Two are the same when the table is; how long ago it was filled does not matter. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Figures that
        && rows == that.rows
        && Objects.equals(iso(), that.iso())
        && volume.equals(that.volume);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rows, iso(), volume);
  }

  private @Nullable String iso() {
    return last == null ? null : last.iso();
  }
}
