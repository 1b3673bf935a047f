package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.transform.analysis.DestinationFault.Code;
import com.eventbuspro.transform.sql.Transform;
import com.eventbuspro.transform.sql.Transform.Changes;
import com.eventbuspro.transform.sql.Transform.OutputColumn;
import com.eventbuspro.transform.sql.Transform.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.jspecify.annotations.Nullable;

/** Whether a result can go where it is to go. */
final class Destinations {
  /** What Iceberg has no type for. */
  private static final Set<LogicalTypeRoot> NOT_IN_A_TABLE =
      EnumSet.of(
          LogicalTypeRoot.INTERVAL_DAY_TIME,
          LogicalTypeRoot.INTERVAL_YEAR_MONTH,
          LogicalTypeRoot.MULTISET,
          LogicalTypeRoot.NULL,
          LogicalTypeRoot.RAW,
          LogicalTypeRoot.SYMBOL,
          LogicalTypeRoot.VARIANT,
          LogicalTypeRoot.STRUCTURED_TYPE,
          LogicalTypeRoot.DISTINCT_TYPE,
          LogicalTypeRoot.DESCRIPTOR,
          LogicalTypeRoot.TIMESTAMP_WITH_TIME_ZONE);

  /** Equality of these is not what rows are told apart by. */
  private static final Set<LogicalTypeRoot> NOT_IN_A_KEY =
      EnumSet.of(
          LogicalTypeRoot.FLOAT,
          LogicalTypeRoot.DOUBLE,
          LogicalTypeRoot.ARRAY,
          LogicalTypeRoot.MAP,
          LogicalTypeRoot.ROW);

  /** Columns that Iceberg adds by itself. */
  private static final Set<String> ICEBERG_COLUMNS =
      Set.of("_file", "_pos", "_deleted", "_spec_id", "_partition", "_row_id");

  private final Transform transform;
  private final List<DestinationFault> faults = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();

  private Destinations(Transform transform) {
    this.transform = transform;
  }

  /** What is wrong, and what works but may surprise. */
  record Verdict(List<DestinationFault> faults, List<Warning> warnings) {
    Verdict {
      faults = List.copyOf(faults);
      warnings = List.copyOf(warnings);
    }
  }

  static Verdict check(
      Transform transform, DerivedSchema derived, @Nullable PipelineDestination destination) {
    Destinations check = new Destinations(transform);
    if (destination instanceof PipelineDestination.LakeTable table) {
      check.lakeTable(table.key());
    } else if (destination != null) {
      check.events(destination, derived);
    }
    return new Verdict(check.faults, check.warnings);
  }

  private void events(PipelineDestination destination, DerivedSchema derived) {
    if (transform.changes() == Changes.UPDATING) {
      faults.add(
          new DestinationFault(
              Code.UPDATING_RESULT,
              "The result revises and withdraws rows as events arrive, and "
                  + (destination instanceof PipelineDestination.Webhook
                      ? "a webhook"
                      : "an event type")
                  + " cannot take back what it was sent",
              "Group by a window (TUMBLE, HOP, CUMULATE, SESSION), whose rows come once and stay,"
                  + " or choose a lake table with a key"));
    }
    faults.addAll(derived.faults());
  }

  private void lakeTable(List<String> key) {
    for (OutputColumn column : transform.columns()) {
      if (ICEBERG_COLUMNS.contains(column.name())) {
        faults.add(
            new DestinationFault(
                Code.COLUMN_NAME,
                "A lake table has a column '" + column.name() + "' of its own",
                "Name it otherwise with AS"));
      }
      LogicalType unknown = unknown(column.logicalType());
      if (unknown != null) {
        faults.add(
            new DestinationFault(
                Code.COLUMN_TYPE,
                "The column '"
                    + column.name()
                    + "' is of type "
                    + unknown.asSummaryString()
                    + ", which no lake table can keep",
                "CAST it, or leave it out"));
      }
    }
    key.forEach(this::keyColumn);
    if (transform.changes() == Changes.APPEND) {
      return;
    }
    if (key.isEmpty()) {
      faults.add(
          new DestinationFault(
              Code.KEY_NEEDED,
              "The result revises and withdraws rows as events arrive, and without a key nobody"
                  + " can tell which",
              suggestedKey()));
    } else if (transform.keys().stream().noneMatch(key::containsAll)) {
      warnings.add(
          new Warning(
              "KEY",
              "Rows of the result may share the key "
                  + String.join(", ", key)
                  + ", and of those only the last to change is kept. "
                  + suggestedKey()));
    }
  }

  private String suggestedKey() {
    return transform.keys().stream()
        .min(Comparator.<Set<String>>comparingInt(Set::size).thenComparing(Object::toString))
        .map(known -> "Choose the key: " + String.join(", ", known))
        .orElse("Select columns that tell its rows apart, such as those of GROUP BY, as the key");
  }

  private void keyColumn(String name) {
    OutputColumn column =
        transform.columns().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElse(null);
    if (column == null) {
      faults.add(
          new DestinationFault(
              Code.KEY_UNKNOWN_COLUMN,
              "The key names '" + name + "', and the result has no such column",
              "Name columns of the result: "
                  + String.join(
                      ", ", transform.columns().stream().map(OutputColumn::name).toList())));
    } else if (NOT_IN_A_KEY.contains(column.logicalType().getTypeRoot())) {
      faults.add(
          new DestinationFault(
              Code.KEY_TYPE,
              "The column '" + name + "' of the key is of type " + column.type(),
              "Choose columns of text, whole numbers, dates or times"));
    } else if (column.nullable()) {
      faults.add(
          new DestinationFault(
              Code.KEY_NULLABLE,
              "The column '" + name + "' of the key may be NULL",
              "Give it a value for that case: COALESCE("
                  + name
                  + ", …) AS "
                  + name
                  + ", in GROUP BY too"));
    }
  }

  private static @Nullable LogicalType unknown(LogicalType type) {
    if (NOT_IN_A_TABLE.contains(type.getTypeRoot())) {
      return type;
    }
    for (LogicalType part : type.getChildren()) {
      LogicalType unknown = unknown(part);
      if (unknown != null) {
        return unknown;
      }
    }
    return null;
  }
}
