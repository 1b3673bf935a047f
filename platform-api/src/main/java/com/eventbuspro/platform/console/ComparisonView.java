package com.eventbuspro.platform.console;

import com.eventbuspro.platform.pipeline.PipelineComparison;
import com.eventbuspro.platform.pipeline.PipelineComparison.Change;
import com.eventbuspro.platform.pipeline.PipelineComparison.Sample;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the rows of a candidate differ from those of the current version, as it is shown.
 *
 * @param version the candidate
 * @param at when they were compared
 * @param summary how many are equal, and how many are not
 * @param part whether only a part of the rows was compared
 * @param columns the heads
 * @param rows some rows that only one of them has
 */
record ComparisonView(
    int version, When at, String summary, boolean part, List<String> columns, List<Row> rows) {
  ComparisonView {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * A row that only one of them has.
   *
   * @param tone CSS class: {@code added} or {@code removed}
   * @param whose in words
   * @param cells in the order of the columns
   */
  record Row(String tone, String whose, List<RowTable.Cell> cells) {}

  static ComparisonView of(PipelineComparison comparison, Instant now) {
    Set<String> columns = new LinkedHashSet<>();
    comparison.samples().forEach(sample -> columns.addAll(sample.row().propertyNames()));
    return new ComparisonView(
        comparison.version(),
        When.of(comparison.comparedAt(), now),
        summary(comparison),
        !comparison.complete(),
        List.copyOf(columns),
        comparison.samples().stream().map(sample -> row(sample, columns, comparison)).toList());
  }

  /** Whether they are the same, as far as they were compared. */
  public boolean same() {
    return rows.isEmpty();
  }

  private static String summary(PipelineComparison found) {
    return Amounts.count(found.equalRows(), "row is", "rows are")
        + " the same in both. Only the current version has "
        + Amounts.count(found.onlyCurrentRows())
        + ", only version "
        + found.version()
        + " has "
        + Amounts.count(found.onlyCandidateRows())
        + ".";
  }

  private static Row row(Sample sample, Set<String> columns, PipelineComparison comparison) {
    boolean candidate = sample.change() == Change.ONLY_CANDIDATE;
    return new Row(
        candidate ? "added" : "removed",
        candidate ? "only version " + comparison.version() : "only the current one",
        columns.stream().map(name -> RowTable.cell(name, sample.row().path(name))).toList());
  }
}
