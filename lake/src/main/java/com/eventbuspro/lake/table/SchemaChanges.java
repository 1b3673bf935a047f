package com.eventbuspro.lake.table;

import org.apache.iceberg.types.Type;

/** What is done about each way in which a table's columns are not as they should be. */
interface SchemaChanges {
  /** A column is missing; {@code parent} is empty at the top. */
  void add(String parent, Column column);

  void rename(String path, String name);

  void widen(String path, Type.PrimitiveType observed, Type.PrimitiveType desired);

  void makeOptional(String path);

  void describe(String path, String observed, String desired);

  /** Cares for missing columns only. */
  interface Missing extends SchemaChanges {
    @Override
    default void rename(String path, String name) {}

    @Override
    default void widen(String path, Type.PrimitiveType observed, Type.PrimitiveType desired) {}

    @Override
    default void makeOptional(String path) {}

    @Override
    default void describe(String path, String observed, String desired) {}
  }
}
