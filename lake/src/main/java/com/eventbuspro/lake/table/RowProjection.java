package com.eventbuspro.lake.table;

import com.eventbuspro.model.schema.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Brings the values of one schema version into the shape of a table's struct: each to its column,
 * widened where the column is wider, null where the version had no such property. Costs nothing
 * where nothing differs.
 */
public final class RowProjection {
  private static final int ABSENT = -1;

  private final int[] positions;
  private final @Nullable Converter[] converters;
  private final boolean identity;

  /** Changes a value that is not null. */
  private interface Converter {
    Object convert(Object value);
  }

  private RowProjection(int[] positions, @Nullable Converter[] converters, int sourceSize) {
    this.positions = positions;
    this.converters = converters;
    this.identity = isIdentity(positions, converters, sourceSize);
  }

  static RowProjection of(
      List<Column> columns, int version, Types.StructType table, FieldType.Struct source) {
    int size = table.fields().size();
    int[] positions = new int[size];
    Converter[] converters = new Converter[size];
    for (int i = 0; i < size; i++) {
      Types.NestedField field = table.fields().get(i);
      positions[i] = ABSENT;
      for (Column column : columns) {
        if (column.name().equals(field.name())) {
          positions[i] = column.positions().getOrDefault(version, ABSENT);
          converters[i] =
              positions[i] == ABSENT
                  ? null
                  : converter(
                      column.type(),
                      version,
                      field.type(),
                      source.fields().get(positions[i]).type());
        }
      }
    }
    return new RowProjection(positions, converters, source.fields().size());
  }

  /** The value for the table's column at the given place; null where there is none. */
  public @Nullable Object value(@Nullable Object[] values, int column) {
    int position = positions[column];
    if (position < 0) {
      return null;
    }
    Object value = values[position];
    Converter converter = converters[column];
    return value == null || converter == null ? value : converter.convert(value);
  }

  private @Nullable Object[] project(@Nullable Object[] values) {
    @Nullable Object[] projected = new Object[positions.length];
    for (int i = 0; i < positions.length; i++) {
      projected[i] = value(values, i);
    }
    return projected;
  }

  private static @Nullable Converter converter(
      Column.Shape shape, int version, Type type, FieldType source) {
    if (shape instanceof Column.Shape.Many many && source instanceof FieldType.ListOf list) {
      Converter element =
          converter(many.element(), version, type.asListType().elementType(), list.element());
      return element == null ? null : values -> list((List<?>) values, element);
    }
    if (shape instanceof Column.Shape.Keyed keyed && source instanceof FieldType.MapOf map) {
      Converter value =
          converter(keyed.value(), version, type.asMapType().valueType(), map.value());
      return value == null ? null : values -> map((Map<?, ?>) values, value);
    }
    if (shape instanceof Column.Shape.Parts parts && source instanceof FieldType.Struct struct) {
      RowProjection nested = of(parts.columns(), version, type.asStructType(), struct);
      return nested.identity ? null : values -> nested.project((Object[]) values);
    }
    if (source == FieldType.Primitive.INT && type.typeId() == Type.TypeID.LONG) {
      return number -> ((Integer) number).longValue();
    }
    if (source == FieldType.Primitive.FLOAT && type.typeId() == Type.TypeID.DOUBLE) {
      return number -> ((Float) number).doubleValue();
    }
    return null;
  }

  private static List<@Nullable Object> list(List<?> values, Converter converter) {
    List<@Nullable Object> converted = new ArrayList<>(values.size());
    for (Object value : values) {
      converted.add(value == null ? null : converter.convert(value));
    }
    return converted;
  }

  private static Map<Object, @Nullable Object> map(Map<?, ?> values, Converter converter) {
    Map<Object, @Nullable Object> converted = new LinkedHashMap<>();
    values.forEach((k, v) -> converted.put(k, v == null ? null : converter.convert(v)));
    return converted;
  }

  private static boolean isIdentity(
      int[] positions, @Nullable Converter[] converters, int sourceSize) {
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] != i || converters[i] != null) {
        return false;
      }
    }
    return positions.length == sourceSize;
  }
}
