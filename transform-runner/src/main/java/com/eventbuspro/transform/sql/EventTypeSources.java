package com.eventbuspro.transform.sql;

import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;

/** Makes the sources of event types; reached through {@link EventTypeCatalog} and no other way. */
final class EventTypeSources implements DynamicTableSourceFactory {
  private final Function<ObjectPath, DynamicTableSource> source;

  EventTypeSources(Function<ObjectPath, DynamicTableSource> source) {
    this.source = source;
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    return source.apply(context.getObjectIdentifier().toObjectPath());
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
