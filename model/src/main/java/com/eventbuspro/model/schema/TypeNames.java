package com.eventbuspro.model.schema;

import com.eventbuspro.model.schema.FieldType.Primitive;
import java.util.Locale;

/** Types in words, and which of two holds all values of the other. */
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

  /** Whether a column can grow from one type to the other, with its rows as they are. */
  static boolean widens(FieldType from, FieldType to) {
    if (from instanceof FieldType.Decimal narrow && to instanceof FieldType.Decimal wide) {
      return narrow.scale() == wide.scale() && narrow.precision() < wide.precision();
    }
    return (from == Primitive.INT && to == Primitive.LONG)
        || (from == Primitive.FLOAT && to == Primitive.DOUBLE);
  }
}
