package com.eventbuspro.platform.console;

import com.eventbuspro.platform.pipeline.Changes;
import com.eventbuspro.platform.pipeline.Preview;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The first rows of a result, as they are shown.
 *
 * @param summary how many, of how many, in how long
 * @param columns the heads
 * @param rows their cells
 * @param masked columns whose values are hidden, with commas; empty when none are
 * @param revised whether rows are revised as events arrive: then these are the last
 * @param failure what stopped it
 * @param advice what to do about that
 */
record PreviewView(
    String summary,
    List<Preview.Column> columns,
    List<List<RowTable.Cell>> rows,
    String masked,
    boolean revised,
    @Nullable String failure,
    @Nullable String advice) {
  private static final int MAX_TEXT = 500;

  PreviewView {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  static PreviewView of(Preview preview) {
    return new PreviewView(
        summary(preview),
        preview.columns(),
        preview.rows().stream().map(row -> row.stream().map(PreviewView::cell).toList()).toList(),
        preview.columns().stream()
            .filter(Preview.Column::masked)
            .map(Preview.Column::name)
            .collect(Collectors.joining(", ")),
        preview.changes() == Changes.UPDATING,
        preview.error() == null ? null : preview.error().message(),
        preview.error() == null ? null : preview.error().suggestion());
  }

  private static String summary(Preview preview) {
    long read = preview.sourceRows().values().stream().mapToLong(Long::longValue).sum();
    return Amounts.count(preview.rows().size(), "row", "rows")
        + " from "
        + Amounts.count(read, "event", "events")
        + " in "
        + Amounts.duration(Duration.ofMillis(preview.elapsedMs()))
        + (preview.complete() || preview.error() != null
            ? ""
            : ". There is more: these are the first");
  }

  private static RowTable.Cell cell(JsonNode value) {
    if (value.isNull()) {
      return new RowTable.Cell(null, "");
    }
    String text = value.isString() ? value.stringValue() : value.toString();
    return new RowTable.Cell(
        text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text,
        value.isNumber() ? "number" : "");
  }
}
