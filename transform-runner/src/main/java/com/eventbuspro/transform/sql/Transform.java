package com.eventbuspro.transform.sql;

import com.eventbuspro.model.EventTypeName;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * What a transform's SQL means.
 *
 * @param columns what it brings forth, in order
 * @param changes whether rows are only added, or also change later
 * @param reads the columns that it needs of each event type it reads, for filters, joins and groups
 *     too, and the event time
 * @param order what ORDER BY says, the first column first; empty if nothing, or if the columns are
 *     not in the result
 * @param keys the sets of columns that tell its rows apart, as far as the plan knows
 * @param warnings what its author should know before it runs for months
 */
public record Transform(
    List<OutputColumn> columns,
    Changes changes,
    Map<EventTypeName, SortedSet<String>> reads,
    List<OrderedBy> order,
    List<SortedSet<String>> keys,
    List<Warning> warnings) {
  public Transform {
    columns = List.copyOf(columns);
    order = List.copyOf(order);
    keys = List.copyOf(keys);
    reads = Map.copyOf(reads);
    warnings = List.copyOf(warnings);
  }

  /** How the rows of a result come about over time. */
  public enum Changes {
    /** A row, once there, stays as it is: may go to a stream or a table. */
    APPEND,
    /** Rows are revised and withdrawn as events arrive: needs a table with a key. */
    UPDATING
  }

  /**
   * A column of the result.
   *
   * @param name its name
   * @param logicalType its type
   * @param isEventTime whether it is the event time of the row to Flink, too
   * @param origins the columns of event types that its value may depend on
   */
  public record OutputColumn(
      String name, LogicalType logicalType, boolean isEventTime, List<SourceColumn> origins) {
    public OutputColumn {
      origins = List.copyOf(origins);
    }

    /** Its type, in Flink SQL, whether or not it may be null. */
    public String type() {
      return logicalType.copy(true).asSummaryString();
    }

    /** Whether it may be null. */
    public boolean nullable() {
      return logicalType.isNullable();
    }
  }

  /**
   * A column by which rows are ordered.
   *
   * @param column its place in the result, from 0
   */
  public record OrderedBy(int column, boolean descending, boolean nullsFirst) {}

  /**
   * A column of an event type.
   *
   * @param eventType the event type
   * @param column the column
   */
  public record SourceColumn(EventTypeName eventType, String column)
      implements Comparable<SourceColumn> {
    @Override
    public int compareTo(SourceColumn other) {
      int types = eventType.compareTo(other.eventType);
      return types == 0 ? column.compareTo(other.column) : types;
    }
  }

  /**
   * Something that works but may surprise.
   *
   * @param operator the part of the plan, in words
   * @param message what it does and what to do about it
   */
  public record Warning(String operator, String message) {}
}
