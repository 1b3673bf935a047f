package com.eventbuspro.lake.table;

import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.FieldType.Primitive;
import org.jspecify.annotations.Nullable;

/** Which type holds the values of two: Iceberg's type promotions and no others. */
final class Widening {
  private Widening() {}

  /** The wider of two types that Iceberg can promote one to the other; null if it cannot. */
  static @Nullable FieldType widest(FieldType one, FieldType other) {
    if (one.equals(other) || promotes(other, one)) {
      return one;
    }
    return promotes(one, other) ? other : null;
  }

  private static boolean promotes(FieldType from, FieldType to) {
    if (from instanceof FieldType.Decimal narrow && to instanceof FieldType.Decimal wide) {
      return narrow.scale() == wide.scale() && narrow.precision() <= wide.precision();
    }
    return (from == Primitive.INT && to == Primitive.LONG)
        || (from == Primitive.FLOAT && to == Primitive.DOUBLE);
  }
}
