package com.eventbuspro.lake.table;

import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;

/** Adds the columns that are missing; new top-level ones go before the envelope. */
final class SchemaAdditions implements SchemaChanges.Missing {
  private final UpdateSchema update;

  SchemaAdditions(UpdateSchema update) {
    this.update = update;
  }

  @Override
  public void add(String parent, Column column) {
    Type type = LakeSchemas.type(column.type());
    String doc = column.doc().isEmpty() ? null : column.doc();
    if (parent.isEmpty()) {
      update.addColumn(null, column.name(), type, doc);
      update.moveBefore(column.name(), Envelope.ID);
    } else {
      update.addColumn(parent, column.name(), type, doc);
    }
  }
}
