package com.eventbuspro.transform.source;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** A catalog in memory that outlives those who close it. */
public record StayingOpen(InMemoryCatalog inner) implements Catalog, SupportsNamespaces {
  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public Table loadTable(TableIdentifier table) {
    return inner.loadTable(table);
  }

  @Override
  public TableBuilder buildTable(TableIdentifier table, Schema schema) {
    return inner.buildTable(table, schema);
  }

  @Override
  public List<TableIdentifier> listTables(Namespace namespace) {
    return inner.listTables(namespace);
  }

  @Override
  public boolean dropTable(TableIdentifier table, boolean purge) {
    return inner.dropTable(table, purge);
  }

  @Override
  public void renameTable(TableIdentifier from, TableIdentifier to) {
    inner.renameTable(from, to);
  }

  @Override
  public void createNamespace(Namespace namespace, Map<String, String> metadata) {
    inner.createNamespace(namespace, metadata);
  }

  @Override
  public List<Namespace> listNamespaces(Namespace namespace) {
    return inner.listNamespaces(namespace);
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(Namespace namespace) {
    return inner.loadNamespaceMetadata(namespace);
  }

  @Override
  public boolean dropNamespace(Namespace namespace) {
    return inner.dropNamespace(namespace);
  }

  @Override
  public boolean setProperties(Namespace namespace, Map<String, String> properties) {
    return inner.setProperties(namespace, properties);
  }

  @Override
  public boolean removeProperties(Namespace namespace, java.util.Set<String> properties) {
    return inner.removeProperties(namespace, properties);
  }
}
