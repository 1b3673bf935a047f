package com.eventbuspro.lake.table;

import java.util.List;
import org.apache.iceberg.types.Type;

/** Collects the columns that are missing, and passes over all else. */
record SchemaGaps(List<String> missing) implements SchemaChanges {
  @Override
  public void add(String parent, Column column) {
    missing.add(parent.isEmpty() ? column.name() : parent + "." + column.name());
  }

  @Override
  public void rename(String path, String name) {}

  @Override
  public void widen(String path, Type.PrimitiveType observed, Type.PrimitiveType desired) {}

  @Override
  public void makeOptional(String path) {}

  @Override
  public void describe(String path, String observed, String desired) {}
}
