package com.eventbuspro.transform.sql;

import com.eventbuspro.model.EventTypeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.Factory;

/**
 * The event types that SQL may read, and nothing else: a database for each domain. A table is made
 * when the planner asks for it, so that a thousand others cost nothing.
 */
public final class EventTypeCatalog extends GenericInMemoryCatalog {
  /** The name to register it by. */
  public static final String NAME = "event_bus";

  /** Empty; no domain can have this name. */
  static final String NO_DOMAIN = "-";

  private final EventTypes eventTypes;
  private final EventTypeSources sources;

  private EventTypeCatalog(EventTypes eventTypes, EventTypeSources sources) {
    super(NAME, NO_DOMAIN);
    this.eventTypes = eventTypes;
    this.sources = sources;
  }

  /** For plans that are looked at and never run. */
  static EventTypeCatalog of(EventTypes eventTypes) {
    return of(eventTypes, EventTypeScans.NEVER);
  }

  /**
   * For plans that run.
   *
   * @param scans how event types are read
   */
  public static EventTypeCatalog of(EventTypes eventTypes, EventTypeScans scans) {
    return of(eventTypes, table -> new EventTypeSource(table, scans));
  }

  /**
   * For plans that run.
   *
   * @param source how an event type is read; takes the source's watermark, {@link
   *     org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark}
   */
  public static EventTypeCatalog of(
      EventTypes eventTypes, Function<EventTypeTable, DynamicTableSource> source) {
    return new EventTypeCatalog(
        eventTypes,
        new EventTypeSources(
            path ->
                table(eventTypes, path)
                    .map(source)
                    .orElseThrow(() -> new IllegalStateException("No event type " + path))));
  }

  @Override
  public Optional<Factory> getFactory() {
    return Optional.of(sources);
  }

  @Override
  public boolean databaseExists(String domain) {
    return super.databaseExists(domain)
        || eventTypes.names().stream().anyMatch(name -> name.domain().equals(domain));
  }

  @Override
  public CatalogDatabase getDatabase(String domain) throws DatabaseNotExistException {
    return databaseExists(domain)
        ? new CatalogDatabaseImpl(Map.of(), "")
        : super.getDatabase(domain);
  }

  @Override
  public List<String> listDatabases() {
    return Stream.concat(
            super.listDatabases().stream(), eventTypes.names().stream().map(EventTypeName::domain))
        .distinct()
        .toList();
  }

  @Override
  public List<String> listTables(String domain) {
    return eventTypes.names().stream()
        .filter(name -> name.domain().equals(domain))
        .map(EventTypeName::event)
        .toList();
  }

  @Override
  public boolean tableExists(ObjectPath path) {
    return name(path).filter(eventTypes.names()::contains).isPresent();
  }

  @Override
  public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
    return table(eventTypes, path)
        .map(
            table ->
                CatalogTable.newBuilder()
                    .schema(FlinkColumns.schema(table))
                    .options(Map.of())
                    .build())
        .orElseThrow(() -> new TableNotExistException(NAME, path));
  }

  @Override
  public CatalogBaseTable getTable(ObjectPath path, long timestamp) {
    throw new CatalogException(
        "An event type cannot be read as it was at another time: leave out FOR SYSTEM_TIME AS OF,"
            + " or compare _time in WHERE");
  }

  private static Optional<EventTypeTable> table(EventTypes eventTypes, ObjectPath path) {
    return name(path).flatMap(eventTypes::table);
  }

  private static Optional<EventTypeName> name(ObjectPath path) {
    return Optional.of(path.getFullName()).filter(EventTypeName::isValid).map(EventTypeName::parse);
  }
}
