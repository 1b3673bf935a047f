package com.eventbuspro.platform.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The first rows of a pipeline's result on a slice of history.
 *
 * @param columns the columns
 * @param rows values in the order of the columns
 * @param changes whether rows are only added, or also change later; then these are the last
 * @param sourceRows how many rows of each event type were read
 * @param complete whether the slice was read to its end
 * @param elapsedMs how long it took
 * @param error what stopped it; absent when nothing did
 */
public record Preview(
    List<Column> columns,
    @Schema(type = "array") List<List<JsonNode>> rows,
    @Nullable Changes changes,
    Map<String, Long> sourceRows,
    boolean complete,
    long elapsedMs,
    @Nullable Failure error) {

  public Preview {
    columns = columns == null ? List.of() : List.copyOf(columns);
    rows = rows == null ? List.of() : List.copyOf(rows);
    sourceRows = sourceRows == null ? Map.of() : new TreeMap<>(sourceRows);
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type its type, in Flink SQL
   * @param masked whether its values are hidden from the caller since they may be personal data
   */
  public record Column(String name, String type, boolean masked) {}

  /**
   * What stopped a preview.
   *
   * @param message what went wrong
   * @param suggestion what to do
   */
  public record Failure(String message, @Nullable String suggestion) {}

  /** A preview that came to nothing. */
  static Preview failed(String message, String suggestion) {
    return new Preview(
        List.of(), List.of(), null, Map.of(), false, 0, new Failure(message, suggestion));
  }
}
