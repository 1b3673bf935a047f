package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.event.PartitionKeys;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks that what an event type names in its schema is there and of use. */
final class SchemaPaths {
  private SchemaPaths() {}

  static void checkPartitionKey(FieldType.Struct root, @Nullable String pointer) {
    if (pointer == null) {
      return;
    }
    PartitionKeys.check(pointer);
    FieldType type = root;
    for (String step : pointer.substring(1).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      type =
          type instanceof FieldType.Struct struct
              ? find(struct, name).map(Field::type).orElse(null)
              : null;
      if (type == null) {
        throw refused(
            "/partition_key",
            "UNKNOWN_PROPERTY",
            "The schema has nothing at '" + Texts.abbreviate(pointer) + "'");
      }
    }
    if (!(type instanceof FieldType.Primitive || type instanceof FieldType.Decimal)) {
      throw refused(
          "/partition_key",
          "NOT_A_VALUE",
          "'" + Texts.abbreviate(pointer) + "' is not a plain value, so it cannot be a key");
    }
  }

  private static Optional<Field> find(FieldType.Struct struct, String name) {
    return struct.fields().stream().filter(f -> f.name().equals(name)).findFirst();
  }

  private static InvalidInputException refused(String pointer, String code, String message) {
    return new InvalidInputException(
        Violation.of(pointer, code, message, "Name a property of the schema, or leave it out"));
  }
}
