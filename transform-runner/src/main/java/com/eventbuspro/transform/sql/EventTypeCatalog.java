package com.eventbuspro.transform.sql;

import com.eventbuspro.model.EventTypeName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.DatabaseAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.factories.Factory;

/** The event types that SQL may read, and nothing else: a database for each domain. */
final class EventTypeCatalog extends GenericInMemoryCatalog {
  static final String NAME = "event_bus";

  /** Empty; no domain can have this name. */
  static final String NO_DOMAIN = "-";

  private EventTypeCatalog() {
    super(NAME, NO_DOMAIN);
  }

  static EventTypeCatalog of(Collection<EventTypeTable> tables) {
    EventTypeCatalog catalog = new EventTypeCatalog();
    tables.forEach(catalog::add);
    return catalog;
  }

  private void add(EventTypeTable table) {
    EventTypeName name = table.name();
    try {
      createDatabase(name.domain(), new CatalogDatabaseImpl(Map.of(), ""), true);
      createTable(
          new ObjectPath(name.domain(), name.event()),
          CatalogTable.newBuilder().schema(FlinkColumns.schema(table)).options(Map.of()).build(),
          false);
    } catch (DatabaseAlreadyExistException
        | DatabaseNotExistException
        | TableAlreadyExistException e) {
      throw new IllegalArgumentException(name + " is given twice", e);
    }
  }

  @Override
  public Optional<Factory> getFactory() {
    return Optional.of(new EventTypeSources());
  }
}
