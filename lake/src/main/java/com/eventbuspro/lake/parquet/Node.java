package com.eventbuspro.lake.parquet;

import org.apache.parquet.column.ColumnWriteStore;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart the values of one column or nested field. Levels are Parquet's: the repetition level
 * says at which list a value continues, the definition level how much of its path is not null.
 */
interface Node {
  /** Writes a value, which may be null where the field is optional. */
  void write(@Nullable Object value, int repetition);

  /** Notes, in all columns below, that something above this field is null or empty. */
  void writeAbsent(int repetition, int definition);

  /** Columns are written to this store from now on: each row group has its own. */
  void useStore(ColumnWriteStore store);
}
