package com.eventbuspro.transform.sql;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.model.EventTypeName;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** What a plan reads. */
final class Scans {
  private Scans() {}

  /**
   * The columns that an optimized plan reads of each event type; the event time always, since the
   * watermark is made of it. An event type that the query names is among them even if the planner
   * found that nothing of it is needed: the SQL cannot be planned where it is not known.
   *
   * @param tree the query as it was written
   */
  static Map<EventTypeName, SortedSet<String>> of(RelNode tree, RelNode plan) {
    Map<EventTypeName, SortedSet<String>> reads = of(plan);
    name(tree, reads);
    return reads;
  }

  /** Only what the plan reads in the end. */
  static Map<EventTypeName, SortedSet<String>> of(RelNode plan) {
    Map<EventTypeName, SortedSet<String>> reads = new TreeMap<>();
    collect(plan, reads);
    return reads;
  }

  private static void name(RelNode node, Map<EventTypeName, SortedSet<String>> reads) {
    if (node instanceof TableScan scan) {
      reads.computeIfAbsent(eventType(scan.getTable()), name -> new TreeSet<>()).add(Envelope.TIME);
    }
    node.getInputs().forEach(input -> name(input, reads));
    node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery query) {
            name(query.rel, reads);
            return super.visitSubQuery(query);
          }
        });
  }

  private static void collect(RelNode node, Map<EventTypeName, SortedSet<String>> reads) {
    if (node instanceof TableScan scan) {
      SortedSet<String> columns =
          reads.computeIfAbsent(eventType(scan.getTable()), name -> new TreeSet<>());
      columns.add(Envelope.TIME);
      columns.addAll(scan.getRowType().getFieldNames());
    }
    node.getInputs().forEach(input -> collect(input, reads));
  }

  /** A table's name in the plan is catalog, domain, event. */
  static EventTypeName eventType(RelOptTable table) {
    List<String> name = table.getQualifiedName();
    return new EventTypeName(name.get(1), name.get(2));
  }
}
