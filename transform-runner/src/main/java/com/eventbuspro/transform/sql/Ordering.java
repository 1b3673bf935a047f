package com.eventbuspro.transform.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexInputRef;

/** The order that a query asks for with ORDER BY, as far as it orders by columns of the result. */
final class Ordering {
  private static final int NOT_THERE = -1;

  private Ordering() {}

  static List<Transform.OrderedBy> of(RelNode tree) {
    if (tree instanceof Sort sort) {
      return of(sort.getCollation(), column -> column);
    }
    // What it orders by and does not select is taken away above the order.
    return tree instanceof Project project && project.getInput() instanceof Sort sort
        ? of(sort.getCollation(), column -> place(project, column))
        : List.of();
  }

  /** Up to the first column that is not in the result: the order within that is not known. */
  private static List<Transform.OrderedBy> of(RelCollation order, IntUnaryOperator places) {
    List<Transform.OrderedBy> columns = new ArrayList<>();
    for (RelFieldCollation column : order.getFieldCollations()) {
      int place = places.applyAsInt(column.getFieldIndex());
      if (place == NOT_THERE) {
        return columns;
      }
      columns.add(
          new Transform.OrderedBy(
              place,
              column.getDirection().isDescending(),
              column.nullDirection == RelFieldCollation.NullDirection.FIRST));
    }
    return columns;
  }

  private static int place(Project project, int column) {
    for (int i = 0; i < project.getProjects().size(); i++) {
      if (project.getProjects().get(i) instanceof RexInputRef input && input.getIndex() == column) {
        return i;
      }
    }
    return NOT_THERE;
  }
}
