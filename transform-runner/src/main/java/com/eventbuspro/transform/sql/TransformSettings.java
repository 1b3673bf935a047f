package com.eventbuspro.transform.sql;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.TableConfigOptions;

/** How transforms are planned: the same whether the plan is looked at, previewed or run. */
public final class TransformSettings {
  private TransformSettings() {}

  /**
   * Flink's settings.
   *
   * @param stateLife for how long state that is not touched is kept, where a query does not bound
   *     it by itself; more than nothing
   */
  public static Configuration of(Duration stateLife) {
    if (stateLife.isZero() || stateLife.isNegative()) {
      throw new IllegalArgumentException("State must live for some time: " + stateLife);
    }
    Configuration configuration = new Configuration();
    configuration.set(TableConfigOptions.TABLE_DYNAMIC_TABLE_OPTIONS_ENABLED, false);
    configuration.set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
    configuration.set(ExecutionConfigOptions.IDLE_STATE_RETENTION, stateLife);
    // No sink needs records to bear their event time; two columns with it would be refused.
    configuration.set(
        ExecutionConfigOptions.TABLE_EXEC_SINK_ROWTIME_INSERTER,
        ExecutionConfigOptions.RowtimeInserter.DISABLED);
    return configuration;
  }
}
