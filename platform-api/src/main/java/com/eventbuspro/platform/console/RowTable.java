package com.eventbuspro.platform.console;

import com.eventbuspro.lake.table.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Rows as a table: the event time first, then the event's own columns, then how it came.
 *
 * @param columns the heads
 * @param rows their cells, in the order of the heads
 */
record RowTable(List<Column> columns, List<List<Cell>> rows) {
  private static final int MAX_TEXT = 500;

  RowTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * A column.
   *
   * @param tone CSS class: {@code envelope} for what is not the event's own, else empty
   */
  record Column(String name, String tone) {}

  /**
   * A value.
   *
   * @param text as it is shown; null for no value
   * @param tone CSS classes
   */
  record Cell(@Nullable String text, String tone) {}

  static RowTable of(List<JsonNode> rows) {
    if (rows.isEmpty()) {
      return new RowTable(List.of(), List.of());
    }
    List<String> names = ordered(List.copyOf(rows.get(0).propertyNames()));
    return new RowTable(
        names.stream().map(name -> new Column(name, tone(name))).toList(),
        rows.stream()
            .map(row -> names.stream().map(name -> cell(name, row.path(name))).toList())
            .toList());
  }

  private static List<String> ordered(List<String> names) {
    List<String> order = new ArrayList<>();
    names.stream().filter(Envelope.TIME::equals).forEach(order::add);
    names.stream().filter(name -> !Envelope.contains(name)).forEach(order::add);
    Stream.concat(
            names.stream().filter(Envelope.INGESTED_AT::equals),
            names.stream()
                .filter(Envelope::contains)
                .filter(name -> !name.equals(Envelope.TIME) && !name.equals(Envelope.INGESTED_AT)))
        .forEach(order::add);
    return order;
  }

  private static String tone(String name) {
    return Envelope.contains(name) && !name.equals(Envelope.TIME) ? "envelope" : "";
  }

  static Cell cell(String name, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return new Cell(null, tone(name));
    }
    String text = value.isString() ? value.stringValue() : value.toString();
    return new Cell(
        text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text,
        tone(name) + (value.isNumber() ? " number" : ""));
  }
}
