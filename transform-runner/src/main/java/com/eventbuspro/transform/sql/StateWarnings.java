package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.Transform.Warning;
import java.time.Duration;
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
  private final String forgets;

  private StateWarnings(Duration stateLife) {
    this.forgets =
        " What was not touched for "
            + words(stateLife)
            + ", the time for which the state of the transform is kept, is forgotten, and begins"
            + " anew when it comes again. ";
  }

  static List<Warning> of(RelNode plan, Duration stateLife) {
    List<Warning> warnings = new ArrayList<>();
    new StateWarnings(stateLife).collect(plan, warnings);
    return warnings.stream().distinct().toList();
  }

  private static String words(Duration time) {
    long hours = time.toHours();
    if (hours < 1) {
      return time.toSeconds() + " seconds";
    }
    if (hours % 24 == 0) {
      return hours == 24 ? "a day" : hours / 24 + " days";
    }
    return hours == 1 ? "an hour" : hours + " hours";
  }

  private void collect(RelNode node, List<Warning> warnings) {
    Warning warning = warning(node);
    if (warning != null) {
      warnings.add(warning);
    }
    node.getInputs().forEach(input -> collect(input, warnings));
  }

  private @Nullable Warning warning(RelNode node) {
    if (node instanceof StreamPhysicalGroupAggregate
        || node instanceof StreamPhysicalGlobalGroupAggregate) {
      return new Warning(
          "GROUP BY",
          "Without a window it keeps a row for every group that ever was."
              + forgets
              + "Group by a window (TUMBLE, HOP, CUMULATE, SESSION) if you can");
    }
    if (node instanceof StreamPhysicalJoin) {
      return new Warning(
          "JOIN",
          "Without a bound in time it keeps every row of both sides."
              + forgets
              + "Join on an interval of _time, or on windows, if you can");
    }
    if (node instanceof StreamPhysicalTemporalJoin) {
      return new Warning(
          "FOR SYSTEM_TIME AS OF",
          "It keeps the newest version of every key of the joined side." + forgets.stripTrailing());
    }
    if (node instanceof StreamPhysicalRank) {
      return new Warning(
          "ROW_NUMBER",
          "Without a window it keeps the first rows of every partition."
              + forgets
              + "Rank within a window if you can");
    }
    if (node instanceof StreamPhysicalOverAggregate) {
      return new Warning(
          "OVER",
          "It keeps rows for every partition." + forgets + "Bound it with RANGE BETWEEN INTERVAL");
    }
    if (node instanceof StreamPhysicalMatch) {
      return new Warning(
          "MATCH_RECOGNIZE",
          "It keeps every match that has begun." + forgets + "Bound it with WITHIN");
    }
    return null;
  }
}
