package com.eventbuspro.lake.table;

import com.eventbuspro.model.schema.FieldType;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One column, or nested field, as the schema versions have made it: what it is called now, what it
 * was called in each version, and where each version's values keep it.
 *
 * @param type its type, wide enough for every version
 * @param required whether every version requires it
 * @param doc its meaning in the newest version that has it
 * @param names what each version that has it calls it
 * @param positions where it stands among the fields of its struct, per version that has it
 */
record Column(
    Shape type,
    boolean required,
    String doc,
    NavigableMap<Integer, String> names,
    Map<Integer, Integer> positions) {

  Column {
    names = new TreeMap<>(names);
    positions = Map.copyOf(positions);
  }

  /** A type whose structs are columns again. */
  sealed interface Shape {
    /** A value without parts. */
    record Scalar(FieldType type) implements Shape {}

    /** A list. */
    record Many(Shape element, boolean nullable) implements Shape {}

    /** A map from text. */
    record Keyed(Shape value, boolean nullable) implements Shape {}

    /** A struct. */
    record Parts(List<Column> columns) implements Shape {
      public Parts {
        columns = List.copyOf(columns);
      }
    }
  }

  /** Its name now. */
  String name() {
    return names.lastEntry().getValue();
  }

  /** Its name in a table that was last evolved to the given version, which must know it. */
  String nameAt(int version) {
    return names.floorEntry(version).getValue();
  }

  /** Whether a table that was last evolved to the given version has it. */
  boolean existsAt(int version) {
    return names.firstKey() <= version;
  }
}
