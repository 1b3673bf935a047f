package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.Transform.OutputColumn;
import com.eventbuspro.transform.sql.Transform.SourceColumn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;

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
    TableEnvironmentImpl environment =
        SqlEnvironments.looking(EventTypeCatalog.of(readable), settings);
    CheckedQuery query = CheckedQuery.check(environment, readable, sql);
    return new Transform(
        columns(query.table(), Origins.of(query.tree())),
        query.changes(),
        Scans.of(query.tree(), query.plan()),
        Ordering.of(query.tree()),
        Keys.of(query.plan(), query.table().getResolvedSchema().getColumnNames()),
        StateWarnings.of(query.plan(), stateLife));
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
}
