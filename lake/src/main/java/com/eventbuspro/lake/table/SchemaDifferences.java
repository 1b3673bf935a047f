package com.eventbuspro.lake.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Type;

/** Collects what is not as it should be. */
final class SchemaDifferences implements SchemaChanges {
  private final List<TableDifference> found = new ArrayList<>();

  List<TableDifference> found() {
    return found;
  }

  @Override
  public void add(String parent, Column column) {
    String path = parent.isEmpty() ? column.name() : parent + "." + column.name();
    note(path, LakeSchemas.type(column.type()).toString(), "");
  }

  @Override
  public void rename(String path, String name) {
    note(path, "named " + name, "named " + path.substring(path.lastIndexOf('.') + 1));
  }

  @Override
  public void widen(String path, Type.PrimitiveType observed, Type.PrimitiveType desired) {
    note(path, desired.toString(), observed.toString());
  }

  @Override
  public void makeOptional(String path) {
    note(path, "optional", "required");
  }

  @Override
  public void describe(String path, String observed, String desired) {
    note(path, "described as '" + desired + "'", "described as '" + observed + "'");
  }

  private void note(String path, String desired, String observed) {
    found.add(new TableDifference("columns." + path, desired, observed));
  }
}
