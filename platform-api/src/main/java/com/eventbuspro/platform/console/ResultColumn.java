package com.eventbuspro.platform.console;

import com.eventbuspro.platform.pipeline.OutputColumn;
import com.eventbuspro.platform.pipeline.OutputColumn.Origin;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A column that a pipeline brings forth, as it is shown.
 *
 * @param name its name
 * @param type its type
 * @param nullable whether it may be null
 * @param pii whether it may hold personal data
 * @param origins what its value depends on, by event type
 */
record ResultColumn(String name, String type, boolean nullable, boolean pii, List<From> origins) {
  private static final String NOT_NULL = " NOT NULL";

  ResultColumn {
    origins = List.copyOf(origins);
  }

  /**
   * Columns of one event type.
   *
   * @param eventType the event type
   * @param columns with commas
   */
  record From(String eventType, String columns) {}

  static List<ResultColumn> of(List<OutputColumn> columns) {
    return columns.stream().map(ResultColumn::of).toList();
  }

  private static ResultColumn of(OutputColumn column) {
    List<String> eventTypes =
        column.origins().stream().map(Origin::eventType).distinct().sorted().toList();
    return new ResultColumn(
        column.name(),
        column.type().endsWith(NOT_NULL)
            ? column.type().substring(0, column.type().length() - NOT_NULL.length())
            : column.type(),
        column.nullable(),
        column.pii(),
        eventTypes.stream()
            .map(
                eventType ->
                    new From(
                        eventType,
                        column.origins().stream()
                            .filter(o -> o.eventType().equals(eventType))
                            .map(Origin::column)
                            .distinct()
                            .collect(Collectors.joining(", "))))
            .toList());
  }
}
