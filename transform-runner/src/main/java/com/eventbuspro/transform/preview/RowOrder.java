package com.eventbuspro.transform.preview;

import com.eventbuspro.transform.sql.Transform.OrderedBy;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/** The order that a query asks for. Values that have none, such as arrays, are all the same. */
final class RowOrder implements Comparator<Row> {
  private final List<OrderedBy> columns;

  RowOrder(List<OrderedBy> columns) {
    this.columns = columns;
  }

  @Override
  public int compare(Row one, Row other) {
    for (OrderedBy column : columns) {
      int order = compare(one.getField(column.column()), other.getField(column.column()), column);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(@Nullable Object one, @Nullable Object other, OrderedBy column) {
    if (one == null || other == null) {
      int nullsLast = Boolean.compare(one == null, other == null);
      return column.nullsFirst() ? -nullsLast : nullsLast;
    }
    int order = values(one, other);
    return column.descending() ? -order : order;
  }

  /** Both are of the column's class. */
  @SuppressWarnings("unchecked")
  private static int values(Object one, Object other) {
    return one instanceof Comparable<?> comparable
        ? ((Comparable<Object>) comparable).compareTo(other)
        : 0;
  }
}
