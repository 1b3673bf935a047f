package com.eventbuspro.lake.parquet;

import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.jspecify.annotations.Nullable;

/** A field without parts: a Parquet column. */
final class Leaf implements Node {
  private final ColumnDescriptor descriptor;
  private final int definition;
  private final Encoder encoder;
  private @Nullable ColumnWriter column;

  /** Hands a value that is not null to a column. */
  interface Encoder {
    void write(ColumnWriter column, Object value, int repetition, int definition);
  }

  Leaf(ColumnDescriptor descriptor, Encoder encoder) {
    this.descriptor = descriptor;
    this.definition = descriptor.getMaxDefinitionLevel();
    this.encoder = encoder;
  }

  @Override
  public void write(@Nullable Object value, int repetition) {
    ColumnWriter writer = Objects.requireNonNull(column);
    if (value == null) {
      writer.writeNull(repetition, definition - 1);
    } else {
      encoder.write(writer, value, repetition, definition);
    }
  }

  @Override
  public void writeAbsent(int repetition, int above) {
    Objects.requireNonNull(column).writeNull(repetition, above);
  }

  @Override
  public void useStore(ColumnWriteStore store) {
    column = store.getColumnWriter(descriptor);
  }
}
