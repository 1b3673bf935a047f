package com.eventbuspro.lake.parquet;

import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.jspecify.annotations.Nullable;

/** A map. */
final class MapNode implements Node {
  private final Node key;
  private final Node value;
  private final int definition;
  private final int entryDefinition;
  private final int entryRepetition;

  /**
   * @param definition the definition level at which it is there
   * @param entryDefinition the one at which it has an entry
   * @param entryRepetition the repetition level of its second entry
   */
  MapNode(Node key, Node value, int definition, int entryDefinition, int entryRepetition) {
    this.key = key;
    this.value = value;
    this.definition = definition;
    this.entryDefinition = entryDefinition;
    this.entryRepetition = entryRepetition;
  }

  @Override
  public void write(@Nullable Object map, int repetition) {
    if (map == null) {
      writeAbsent(repetition, definition - 1);
      return;
    }
    Map<?, ?> entries = (Map<?, ?>) map;
    if (entries.isEmpty()) {
      writeAbsent(repetition, entryDefinition - 1);
      return;
    }
    int level = repetition;
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      key.write(entry.getKey(), level);
      value.write(entry.getValue(), level);
      level = entryRepetition;
    }
  }

  @Override
  public void writeAbsent(int repetition, int above) {
    key.writeAbsent(repetition, above);
    value.writeAbsent(repetition, above);
  }

  @Override
  public void useStore(ColumnWriteStore store) {
    key.useStore(store);
    value.useStore(store);
  }
}
