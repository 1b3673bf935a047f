package com.eventbuspro.lake.table;

import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;

/** Mends the columns that are there, by field id. What is missing is {@link SchemaAdditions}'. */
final class SchemaUpdates implements SchemaChanges {
  private final UpdateSchema update;

  SchemaUpdates(UpdateSchema update) {
    this.update = update;
  }

  @Override
  public void add(String parent, Column column) {
    // After the renames: a new column may take the name that another gives up.
  }

  @Override
  public void rename(String path, String name) {
    update.renameColumn(path, name);
  }

  @Override
  public void widen(String path, Type.PrimitiveType observed, Type.PrimitiveType desired) {
    update.updateColumn(path, desired);
  }

  @Override
  public void makeOptional(String path) {
    update.makeColumnOptional(path);
  }

  @Override
  public void describe(String path, String observed, String desired) {
    update.updateColumnDoc(path, desired);
  }
}
