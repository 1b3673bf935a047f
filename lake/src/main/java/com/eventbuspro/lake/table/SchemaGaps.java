package com.eventbuspro.lake.table;

import java.util.List;

/** Collects the columns that are missing, and passes over all else. */
record SchemaGaps(List<String> missing) implements SchemaChanges.Missing {
  @Override
  public void add(String parent, Column column) {
    missing.add(parent.isEmpty() ? column.name() : parent + "." + column.name());
  }
}
