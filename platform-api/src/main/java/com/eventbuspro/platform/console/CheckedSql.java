package com.eventbuspro.platform.console;

import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.pipeline.Analysis;
import com.eventbuspro.platform.pipeline.Changes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of the SQL in a form.
 *
 * @param status how it is
 * @param summary the same in a sentence
 * @param faults what is wrong with it
 * @param columns what it brings forth
 * @param growth how rows come about, and what that means for the destination
 * @param destinationFaults why the result cannot go there
 * @param warnings what to know before it runs for months
 * @param reads the event types that it reads
 */
record CheckedSql(
    Status status,
    String summary,
    List<SqlFaultView> faults,
    List<ResultColumn> columns,
    String growth,
    List<Analysis.DestinationFault> destinationFaults,
    List<Analysis.Warning> warnings,
    List<String> reads) {

  /** How SQL is. */
  enum Status {
    /** There is none yet. */
    BLANK,
    /** The transform-runner cannot be asked. */
    AWAY,
    WRONG,
    RIGHT
  }

  static final CheckedSql BLANK =
      of(Status.BLANK, "Write a SELECT over event types. It is checked as you type.");

  CheckedSql {
    faults = List.copyOf(faults);
    columns = List.copyOf(columns);
    destinationFaults = List.copyOf(destinationFaults);
    warnings = List.copyOf(warnings);
    reads = List.copyOf(reads);
  }

  static CheckedSql away(String why) {
    return of(Status.AWAY, why);
  }

  /** The SQL cannot even be asked about. */
  static CheckedSql wrong(List<Violation> violations) {
    return new CheckedSql(
        Status.WRONG,
        "The SQL cannot be checked",
        violations.stream()
            .map(v -> new SqlFaultView(v.message(), v.suggestion(), null, "", 0, 1, 0, 1))
            .toList(),
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of());
  }

  static CheckedSql of(Analysis analysis, String destination) {
    if (!analysis.valid()) {
      List<SqlFaultView> faults = analysis.faults().stream().map(SqlFaultView::of).toList();
      return new CheckedSql(
          Status.WRONG,
          faults.size() > 1
              ? Amounts.count(faults.size(), "thing is", "things are") + " wrong with the SQL"
              : "Something is wrong with the SQL",
          faults,
          List.of(),
          "",
          List.of(),
          List.of(),
          List.of());
    }
    return new CheckedSql(
        Status.RIGHT,
        "The SQL is right: "
            + Amounts.count(analysis.columns().size(), "column", "columns")
            + (analysis.destinationFaults().isEmpty() ? "" : ", but it cannot go there"),
        List.of(),
        ResultColumn.of(analysis.columns()),
        growth(analysis.changes(), destination),
        analysis.destinationFaults(),
        analysis.warnings(),
        List.copyOf(analysis.reads().keySet()));
  }

  /** How rows come about over time, and what that means for where they go. */
  static String growth(@Nullable Changes changes, String destination) {
    if (changes == null) {
      return "";
    }
    return switch (changes) {
      case APPEND ->
          "Rows are only added: once there, a row stays as it is. "
              + switch (destination) {
                case "event_type" -> "Each becomes an event of its own.";
                case "lake_table" -> "Each is added to the table exactly once.";
                default -> "Each is sent at least once, always under the same id.";
              };
      case UPDATING ->
          "Rows are revised as events arrive. "
              + (destination.equals("lake_table")
                  ? "In the table, a row replaces the one with the same key."
                  : "Only a lake table with a key can hold such a result: what was sent as an"
                      + " event cannot be taken back.");
    };
  }

  /** Whether it can be made a pipeline as far as the SQL is concerned. */
  public boolean usable() {
    return status == Status.RIGHT && destinationFaults.isEmpty();
  }

  private static CheckedSql of(Status status, String summary) {
    return new CheckedSql(
        status, summary, List.of(), List.of(), "", List.of(), List.of(), List.of());
  }
}
