package com.eventbuspro.lake;

import com.eventbuspro.model.EventTypeName;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;

/**
 * The open lake. Thread-safe; one per process is enough. Keeps no table in memory: each call of
 * {@link #load} asks the catalog.
 */
public final class LakeCatalog implements AutoCloseable {
  private final Catalog catalog;

  private LakeCatalog(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Opens the catalog that the configuration names.
   *
   * @throws LakeException {@code UNAVAILABLE} if it cannot be reached
   */
  public static LakeCatalog open(LakeConfig config) {
    try {
      return new LakeCatalog(build(config));
    } catch (RuntimeException first) {
      // Two processes that start on an empty database race to make the catalog's tables; the
      // loser's second try finds them made.
      try {
        return new LakeCatalog(build(config));
      } catch (RuntimeException e) {
        throw new LakeException(
            LakeException.Code.UNAVAILABLE,
            "Cannot open the lake's catalog '" + config.name() + "': " + e.getMessage(),
            e);
      }
    }
  }

  /** Uses a catalog that is open already; closing this closes it. */
  public static LakeCatalog of(Catalog catalog) {
    return new LakeCatalog(catalog);
  }

  private static Catalog build(LakeConfig config) {
    return CatalogUtil.buildIcebergCatalog(config.name(), config.properties(), null);
  }

  /**
   * Loads an event type's table as it is now.
   *
   * @throws LakeException {@code TABLE_MISSING} if there is none
   */
  public Table load(EventTypeName name) {
    return load(eventTable(name));
  }

  /**
   * Loads the table of an event type's rejected records.
   *
   * @throws LakeException {@code TABLE_MISSING} if there is none
   */
  public Table loadQuarantine(EventTypeName name) {
    return load(quarantineTable(name));
  }

  /** The event types that have a table, in alphabetical order. */
  public List<EventTypeName> eventTypes() {
    List<EventTypeName> found = new ArrayList<>();
    for (Namespace namespace : ((SupportsNamespaces) catalog).listNamespaces()) {
      for (TableIdentifier table : catalog.listTables(namespace)) {
        String name = table.toString();
        if (EventTypeName.isValid(name)) {
          found.add(EventTypeName.parse(name));
        }
      }
    }
    found.sort(null);
    return List.copyOf(found);
  }

  /** The catalog itself, for engines that take one. */
  public Catalog iceberg() {
    return catalog;
  }

  /** The Iceberg identifier of an event type's table. */
  public static TableIdentifier eventTable(EventTypeName name) {
    return TableIdentifier.of(name.domain(), name.event());
  }

  /** The Iceberg identifier of an event type's quarantine table. */
  public static TableIdentifier quarantineTable(EventTypeName name) {
    return TableIdentifier.of(name.domain(), name.quarantineTable());
  }

  /** Makes an event type's namespace; fine when it is there. */
  public void ensureNamespace(EventTypeName name) {
    Namespace namespace = Namespace.of(name.domain());
    SupportsNamespaces namespaces = (SupportsNamespaces) catalog;
    if (namespaces.namespaceExists(namespace)) {
      return;
    }
    try {
      namespaces.createNamespace(namespace);
    } catch (AlreadyExistsException e) {
      // Someone else made it between the look and the leap: what was wanted holds.
    }
  }

  private Table load(TableIdentifier identifier) {
    try {
      return catalog.loadTable(identifier);
    } catch (NoSuchTableException e) {
      throw new LakeException(
          LakeException.Code.TABLE_MISSING, "There is no table " + identifier + " in the lake", e);
    }
  }

  @Override
  public void close() {
    if (catalog instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new LakeException(
            LakeException.Code.UNAVAILABLE, "Closing the lake's catalog failed", e);
      }
    }
  }
}
