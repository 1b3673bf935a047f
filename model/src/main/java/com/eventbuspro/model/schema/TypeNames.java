package com.eventbuspro.model.schema;

import com.eventbuspro.model.schema.FieldType.Primitive;
import java.util.Locale;

/** Types in words. */
final class TypeNames {
  private TypeNames() {}

  static String of(FieldType type) {
    if (type instanceof FieldType.Decimal decimal) {
      return "decimal(" + decimal.precision() + ", " + decimal.scale() + ")";
    }
    if (type instanceof FieldType.ListOf list) {
      return "a list of " + of(list.element());
    }
    if (type instanceof FieldType.MapOf map) {
      return "a map to " + of(map.value());
    }
    if (type instanceof FieldType.Struct) {
      return "an object";
    }
    return ((Primitive) type).name().toLowerCase(Locale.ROOT);
  }
}
