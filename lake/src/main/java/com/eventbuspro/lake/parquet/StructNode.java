package com.eventbuspro.lake.parquet;

import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.jspecify.annotations.Nullable;

/** A struct: {@code Object[]}, one value per field. */
final class StructNode implements Node {
  private final Node[] fields;
  private final int definition;

  /**
   * @param definition the definition level at which it is there
   */
  StructNode(List<Node> fields, int definition) {
    this.fields = fields.toArray(Node[]::new);
    this.definition = definition;
  }

  @Override
  public void write(@Nullable Object value, int repetition) {
    if (value == null) {
      writeAbsent(repetition, definition - 1);
      return;
    }
    @Nullable Object[] values = (Object[]) value;
    for (int i = 0; i < fields.length; i++) {
      fields[i].write(values[i], repetition);
    }
  }

  @Override
  public void writeAbsent(int repetition, int above) {
    for (Node field : fields) {
      field.writeAbsent(repetition, above);
    }
  }

  @Override
  public void useStore(ColumnWriteStore store) {
    for (Node field : fields) {
      field.useStore(store);
    }
  }
}
