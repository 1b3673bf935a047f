package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.Transform.SourceColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.flink.table.planner.functions.sql.SqlWindowTableFunction;
import org.apache.flink.table.planner.plan.nodes.calcite.WatermarkAssigner;

/**
 * Where the columns of a query come from. Says rather too much than too little: where an operator
 * is not known, each of its columns may depend on all that goes into it. What only decides whether
 * a row is there (filters, join conditions) is not counted to its columns.
 */
final class Origins {
  // The columns that each correlated row stands for, while what depends on it is looked at.
  private final Map<CorrelationId, List<Set<SourceColumn>>> correlated = new HashMap<>();

  private Origins() {}

  /** For each column of a query, the columns of event types that it may depend on. */
  static List<Set<SourceColumn>> of(RelNode query) {
    return new Origins().columns(query);
  }

  private List<Set<SourceColumn>> columns(RelNode node) {
    if (node instanceof TableScan scan) {
      return scan(scan);
    }
    if (node instanceof Project project) {
      List<Set<SourceColumn>> input = columns(project.getInput());
      project.getVariablesSet().forEach(id -> correlated.put(id, input));
      return project.getProjects().stream().map(value -> origins(value, input)).toList();
    }
    if (node instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (node instanceof Correlate correlate) {
      List<Set<SourceColumn>> left = columns(correlate.getLeft());
      correlated.put(correlate.getCorrelationId(), left);
      return width(node, concat(left, columns(correlate.getRight())));
    }
    if (node instanceof Join join) {
      return width(node, concat(columns(join.getLeft()), columns(join.getRight())));
    }
    if (node instanceof SetOp union) {
      return union(union);
    }
    if (node instanceof Filter
        || node instanceof Sort
        || node instanceof Snapshot
        || node instanceof WatermarkAssigner) {
      return columns(node.getInput(0));
    }
    if (node instanceof TableFunctionScan function && isWindow(function)) {
      return width(node, columns(node.getInput(0)), everything(node));
    }
    return width(node, List.of(), everything(node));
  }

  private static List<Set<SourceColumn>> scan(TableScan scan) {
    return scan.getRowType().getFieldNames().stream()
        .map(column -> Set.of(new SourceColumn(Scans.eventType(scan.getTable()), column)))
        .toList();
  }

  private List<Set<SourceColumn>> aggregate(Aggregate aggregate) {
    List<Set<SourceColumn>> input = columns(aggregate.getInput());
    List<Set<SourceColumn>> columns = new ArrayList<>();
    aggregate.getGroupSet().forEach(key -> columns.add(input.get(key)));
    for (AggregateCall call : aggregate.getAggCallList()) {
      Set<SourceColumn> origins = new TreeSet<>();
      call.getArgList().forEach(argument -> origins.addAll(input.get(argument)));
      columns.add(origins);
    }
    return width(aggregate, columns);
  }

  private List<Set<SourceColumn>> union(SetOp union) {
    List<Set<SourceColumn>> columns = new ArrayList<>();
    union.getRowType().getFieldList().forEach(field -> columns.add(new TreeSet<>()));
    for (RelNode input : union.getInputs()) {
      List<Set<SourceColumn>> one = columns(input);
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).addAll(one.get(i));
      }
    }
    return columns;
  }

  /** TUMBLE and the like pass their table on, and add the window's columns. */
  private static boolean isWindow(TableFunctionScan function) {
    return function.getInputs().size() == 1
        && function.getCall() instanceof RexCall call
        && call.getOperator() instanceof SqlWindowTableFunction
        && function.getRowType().getFieldCount()
            > function.getInput(0).getRowType().getFieldCount();
  }

  /**
   * All that goes into a node. That columns are as many as before says nothing of what they are.
   */
  private Set<SourceColumn> everything(RelNode node) {
    List<Set<SourceColumn>> inputs = new ArrayList<>();
    node.getInputs().forEach(input -> inputs.addAll(columns(input)));
    Set<SourceColumn> all = new TreeSet<>();
    inputs.forEach(all::addAll);
    RexShuttle outside =
        new RexShuttle() {
          @Override
          public RexNode visitFieldAccess(RexFieldAccess access) {
            all.addAll(origins(access, inputs));
            return access;
          }

          @Override
          public RexNode visitSubQuery(RexSubQuery query) {
            columns(query.rel).forEach(all::addAll);
            return super.visitSubQuery(query);
          }
        };
    node.accept(outside);
    if (node instanceof Match match) {
      // It shows its expressions to nobody.
      match.getMeasures().values().forEach(measure -> measure.accept(outside));
    }
    return all;
  }

  private List<Set<SourceColumn>> width(RelNode node, List<Set<SourceColumn>> known) {
    return width(node, known, Set.of());
  }

  private static List<Set<SourceColumn>> width(
      RelNode node, List<Set<SourceColumn>> known, Set<SourceColumn> rest) {
    int fields = node.getRowType().getFieldCount();
    if (known.size() >= fields) {
      return known.subList(0, fields);
    }
    List<Set<SourceColumn>> columns = new ArrayList<>(known);
    columns.addAll(Collections.nCopies(fields - known.size(), rest));
    return columns;
  }

  private static List<Set<SourceColumn>> concat(
      List<Set<SourceColumn>> left, List<Set<SourceColumn>> right) {
    List<Set<SourceColumn>> both = new ArrayList<>(left);
    both.addAll(right);
    return both;
  }

  private Set<SourceColumn> origins(RexNode value, List<Set<SourceColumn>> input) {
    Set<SourceColumn> origins = new TreeSet<>();
    value.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef reference) {
            origins.addAll(input.get(reference.getIndex()));
            return super.visitInputRef(reference);
          }

          @Override
          public Void visitFieldAccess(RexFieldAccess access) {
            if (access.getReferenceExpr() instanceof RexCorrelVariable variable) {
              List<Set<SourceColumn>> row = correlated.get(variable.id);
              if (row != null) {
                origins.addAll(row.get(access.getField().getIndex()));
              }
            }
            return super.visitFieldAccess(access);
          }

          @Override
          public Void visitSubQuery(RexSubQuery query) {
            columns(query.rel).forEach(origins::addAll);
            return super.visitSubQuery(query);
          }
        });
    return origins;
  }
}
