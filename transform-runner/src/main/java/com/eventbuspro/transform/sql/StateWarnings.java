package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.Transform.Warning;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalGlobalGroupAggregate;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalGroupAggregate;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalJoin;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalMatch;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalOverAggregate;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalRank;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalTemporalJoin;
import org.jspecify.annotations.Nullable;

/** Finds the operators that would remember for ever, were there no bound on the age of state. */
final class StateWarnings {
  private static final String FORGETS =
      " What was not touched for as long as the transform's state lives is forgotten, and begins"
          + " anew when it comes again. ";

  private StateWarnings() {}

  static List<Warning> of(RelNode plan) {
    List<Warning> warnings = new ArrayList<>();
    collect(plan, warnings);
    return warnings.stream().distinct().toList();
  }

  private static void collect(RelNode node, List<Warning> warnings) {
    Warning warning = warning(node);
    if (warning != null) {
      warnings.add(warning);
    }
    node.getInputs().forEach(input -> collect(input, warnings));
  }

  private static @Nullable Warning warning(RelNode node) {
    if (node instanceof StreamPhysicalGroupAggregate
        || node instanceof StreamPhysicalGlobalGroupAggregate) {
      return new Warning(
          "GROUP BY",
          "Without a window it keeps a row for every group that ever was."
              + FORGETS
              + "Group by a window (TUMBLE, HOP, CUMULATE, SESSION) if you can");
    }
    if (node instanceof StreamPhysicalJoin) {
      return new Warning(
          "JOIN",
          "Without a bound in time it keeps every row of both sides."
              + FORGETS
              + "Join on an interval of _time, or on windows, if you can");
    }
    if (node instanceof StreamPhysicalTemporalJoin) {
      return new Warning(
          "FOR SYSTEM_TIME AS OF",
          "It keeps the newest version of every key of the joined side." + FORGETS.stripTrailing());
    }
    if (node instanceof StreamPhysicalRank) {
      return new Warning(
          "ROW_NUMBER",
          "Without a window it keeps the first rows of every partition."
              + FORGETS
              + "Rank within a window if you can");
    }
    if (node instanceof StreamPhysicalOverAggregate) {
      return new Warning(
          "OVER",
          "It keeps rows for every partition." + FORGETS + "Bound it with RANGE BETWEEN INTERVAL");
    }
    if (node instanceof StreamPhysicalMatch) {
      return new Warning(
          "MATCH_RECOGNIZE",
          "It keeps every match that has begun." + FORGETS + "Bound it with WITHIN");
    }
    return null;
  }
}
