package com.eventbuspro.platform.console;

import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.util.ArrayList;
import java.util.List;

/**
 * What a schema that is being written comes to.
 *
 * @param columns its columns; empty while it is not a schema
 * @param times properties that can be the event time
 * @param keys JSON Pointers that can be the partition key
 */
record SchemaPreview(List<SchemaColumn> columns, List<String> times, List<String> keys) {
  static final SchemaPreview NONE = new SchemaPreview(List.of(), List.of(), List.of());

  static SchemaPreview of(EventSchema schema) {
    List<String> keys = new ArrayList<>();
    addKeys(keys, schema.root(), "");
    return new SchemaPreview(
        SchemaColumn.of(schema),
        schema.root().fields().stream()
            .filter(f -> f.type() == Primitive.TIMESTAMP || f.type() == Primitive.DATE)
            .map(Field::name)
            .toList(),
        keys);
  }

  /** The property most likely meant as the event time; empty when it cannot be told. */
  String likelyTime() {
    return times.size() == 1 ? times.get(0) : "";
  }

  private static void addKeys(List<String> keys, FieldType.Struct struct, String pointer) {
    for (Field field : struct.fields()) {
      String at = pointer + "/" + field.name().replace("~", "~0").replace("/", "~1");
      if (field.type() instanceof FieldType.Struct inner) {
        addKeys(keys, inner, at);
      } else if (field.type() instanceof Primitive || field.type() instanceof FieldType.Decimal) {
        keys.add(at);
      }
    }
  }
}
