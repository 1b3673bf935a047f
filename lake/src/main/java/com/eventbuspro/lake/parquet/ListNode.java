package com.eventbuspro.lake.parquet;

import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.jspecify.annotations.Nullable;

/** A list. */
final class ListNode implements Node {
  private final Node element;
  private final int definition;
  private final int elementDefinition;
  private final int elementRepetition;

  /**
   * @param definition the definition level at which it is there
   * @param elementDefinition the one at which it has an element
   * @param elementRepetition the repetition level of its second element
   */
  ListNode(Node element, int definition, int elementDefinition, int elementRepetition) {
    this.element = element;
    this.definition = definition;
    this.elementDefinition = elementDefinition;
    this.elementRepetition = elementRepetition;
  }

  @Override
  public void write(@Nullable Object value, int repetition) {
    if (value == null) {
      element.writeAbsent(repetition, definition - 1);
      return;
    }
    List<?> values = (List<?>) value;
    if (values.isEmpty()) {
      element.writeAbsent(repetition, elementDefinition - 1);
      return;
    }
    int level = repetition;
    for (Object each : values) {
      element.write(each, level);
      level = elementRepetition;
    }
  }

  @Override
  public void writeAbsent(int repetition, int above) {
    element.writeAbsent(repetition, above);
  }

  @Override
  public void useStore(ColumnWriteStore store) {
    element.useStore(store);
  }
}
