package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.Transform.Changes;
import com.eventbuspro.transform.sql.Transform.OutputColumn;
import com.eventbuspro.transform.sql.Transform.SourceColumn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.planner.delegation.PlannerBase;
import org.apache.flink.table.planner.operations.PlannerQueryOperation;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalRel;
import org.apache.flink.table.planner.plan.utils.ChangelogPlanUtils;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;
import scala.Option;

/**
 * Finds out what a transform's SQL means, by Flink's own planner on the schemas of the event types
 * that its author may read. Nothing is run and nothing outside is asked. Safe for many threads.
 */
public final class TransformPlanner {
  private final Duration stateLife;
  private final Configuration settings;

  /**
   * A planner.
   *
   * @param stateLife for how long state that is not touched is kept, where a query does not bound
   *     it by itself; more than nothing
   */
  public TransformPlanner(Duration stateLife) {
    this.stateLife = stateLife;
    this.settings = TransformSettings.of(stateLife);
  }

  /**
   * What a query means.
   *
   * @param sql one SELECT
   * @param readable the event types that it may read
   * @throws SqlException with what is wrong, where, and what to do
   */
  public Transform plan(String sql, EventTypes readable) {
    TableEnvironmentImpl environment = environment(readable);
    SqlFaults faults = new SqlFaults(sql, readable, Arrays.asList(environment.listFunctions()));
    try {
      PlannerBase planner = (PlannerBase) environment.getPlanner();
      new StatementGate(planner.plannerContext().createCalciteParser()).check(sql);
      Table table = environment.sqlQuery(sql);
      RelNode query = ((PlannerQueryOperation) table.getQueryOperation()).getCalciteTree();
      RelNode plan = planner.optimize(query);
      ResultRules.check(table.getResolvedSchema(), plan);
      return new Transform(
          columns(table, Origins.of(query)),
          changes(plan),
          Scans.of(plan),
          Keys.of(plan, table.getResolvedSchema().getColumnNames()),
          StateWarnings.of(plan, stateLife));
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      // Calcite asserts what it takes for granted of a query; a query can be to blame for it.
      throw faults.translate(e);
    }
  }

  private TableEnvironmentImpl environment(EventTypes readable) {
    TableEnvironment environment =
        TableEnvironment.create(
            EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(new Configuration(settings))
                .build());
    environment.registerCatalog(EventTypeCatalog.NAME, EventTypeCatalog.of(readable));
    environment.useCatalog(EventTypeCatalog.NAME);
    return (TableEnvironmentImpl) environment;
  }

  private static List<OutputColumn> columns(Table table, List<Set<SourceColumn>> origins) {
    List<OutputColumn> columns = new ArrayList<>();
    List<Column> fields = table.getResolvedSchema().getColumns();
    for (int i = 0; i < fields.size(); i++) {
      Column field = fields.get(i);
      columns.add(
          new OutputColumn(
              field.getName(),
              type(field),
              LogicalTypeChecks.isRowtimeAttribute(field.getDataType().getLogicalType()),
              List.copyOf(origins.get(i))));
    }
    return columns;
  }

  /** That a column is a time attribute is the planner's business. */
  private static LogicalType type(Column column) {
    return LogicalTypeUtils.removeTimeAttributes(column.getDataType().getLogicalType());
  }

  private static Changes changes(RelNode plan) {
    Option<ChangelogMode> mode = ChangelogPlanUtils.getChangelogMode((StreamPhysicalRel) plan);
    return mode.isDefined() && mode.get().equals(ChangelogMode.insertOnly())
        ? Changes.APPEND
        : Changes.UPDATING;
  }
}
