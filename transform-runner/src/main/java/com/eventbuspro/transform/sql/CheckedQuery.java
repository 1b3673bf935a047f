package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.SqlFault.Code;
import com.eventbuspro.transform.sql.Transform.Changes;
import java.util.Arrays;
import org.apache.calcite.rel.RelNode;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.planner.delegation.PlannerBase;
import org.apache.flink.table.planner.operations.PlannerQueryOperation;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalRel;
import org.apache.flink.table.planner.plan.utils.ChangelogPlanUtils;
import scala.Option;

/**
 * SQL that was found to be one query that can run on streams.
 *
 * @param table the query as Flink's tables have it
 * @param tree the query as it was written
 * @param plan the query as it would be run, without a destination
 */
public record CheckedQuery(Table table, RelNode tree, RelNode plan) {
  /**
   * Checks.
   *
   * @param environment where the event types are, and nothing else; see {@link SqlEnvironments}
   * @param readable those event types
   * @throws SqlException with what is wrong, where, and what to do
   */
  public static CheckedQuery check(
      TableEnvironmentImpl environment, EventTypes readable, String sql) {
    SqlFaults faults = new SqlFaults(sql, readable, Arrays.asList(environment.listFunctions()));
    try {
      PlannerBase planner = (PlannerBase) environment.getPlanner();
      new StatementGate(planner.plannerContext().createCalciteParser()).check(sql);
      Table table = environment.sqlQuery(sql);
      RelNode tree = ((PlannerQueryOperation) table.getQueryOperation()).getCalciteTree();
      RelNode plan = planner.optimize(tree);
      ResultRules.check(table.getResolvedSchema(), plan);
      return new CheckedQuery(table, tree, plan);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      // Calcite asserts what it takes for granted of a query; a query can be to blame for it.
      throw faults.translate(e);
    }
  }

  /** Whether rows of the result are only added. */
  public Changes changes() {
    Option<ChangelogMode> mode = ChangelogPlanUtils.getChangelogMode((StreamPhysicalRel) plan);
    return mode.isDefined() && mode.get().equals(ChangelogMode.insertOnly())
        ? Changes.APPEND
        : Changes.UPDATING;
  }

  /**
   * Checks that rows of the result are only added.
   *
   * @throws SqlException UNSUPPORTED
   */
  public void requireAppend() {
    if (changes() == Changes.UPDATING) {
      throw new SqlException(
          new SqlFault(
              Code.UNSUPPORTED,
              "Rows of the result change later, and the destination takes only new ones",
              null,
              "Write to a lake table with a key, or group by a window"));
    }
  }
}
