package com.eventbuspro.transform.sql;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;

/** Flink's table environments with event types in them and nothing else. */
public final class SqlEnvironments {
  private SqlEnvironments() {}

  /**
   * For looking at plans.
   *
   * @param settings see {@link TransformSettings}
   */
  public static TableEnvironmentImpl looking(EventTypeCatalog catalog, Configuration settings) {
    return filled(TableEnvironment.create(streaming(settings)), catalog);
  }

  /**
   * For running.
   *
   * @param execution takes the operators
   * @param settings see {@link TransformSettings}
   */
  public static TableEnvironmentImpl running(
      StreamExecutionEnvironment execution, EventTypeCatalog catalog, Configuration settings) {
    return filled(StreamTableEnvironment.create(execution, streaming(settings)), catalog);
  }

  private static EnvironmentSettings streaming(Configuration settings) {
    return EnvironmentSettings.newInstance()
        .inStreamingMode()
        .withConfiguration(new Configuration(settings))
        .build();
  }

  private static TableEnvironmentImpl filled(
      TableEnvironment environment, EventTypeCatalog catalog) {
    environment.registerCatalog(EventTypeCatalog.NAME, catalog);
    environment.useCatalog(EventTypeCatalog.NAME);
    return (TableEnvironmentImpl) environment;
  }
}
