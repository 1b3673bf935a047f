package com.eventbuspro.transform.sql;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;

/** Makes the sources of event types; reached through {@link EventTypeCatalog} and no other way. */
final class EventTypeSources implements DynamicTableSourceFactory {
  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    return new EventTypeSource();
  }

  @Override
  public String factoryIdentifier() {
    return "event-type";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }
}
