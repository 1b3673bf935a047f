package com.eventbuspro.lake.table;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.SchemaLineage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays schema versions over one another, oldest first. {@link SchemaLineage} says which field goes
 * on in which column; anything else is a new column. A column that a version leaves out stays, and
 * is optional from then on.
 */
final class ColumnMerger {
  private final int version;

  private ColumnMerger(int version) {
    this.version = version;
  }

  /** Whether a struct was there in an older version, so that rows may lack what is new in it. */
  private enum Age {
    NEW,
    OLD
  }

  /** The columns of the first version. */
  static List<Column> first(FieldType.Struct struct, int version) {
    return new ColumnMerger(version).struct(List.of(), struct, "", Age.NEW);
  }

  /** The columns with those of a further version laid over them. */
  static List<Column> merge(List<Column> columns, FieldType.Struct struct, int version) {
    return new ColumnMerger(version).struct(columns, struct, "", Age.OLD);
  }

  private List<Column> struct(
      List<Column> existing, FieldType.Struct struct, String path, Age age) {
    Map<String, Integer> byName = new HashMap<>();
    List<Column> merged = new ArrayList<>();
    for (Column column : existing) {
      byName.put(column.name(), merged.size());
      merged.add(optional(column));
    }
    Map<String, String> continuing = SchemaLineage.continuing(struct, byName.keySet());
    for (int position = 0; position < struct.fields().size(); position++) {
      Field field = struct.fields().get(position);
      String at = path + field.name();
      Integer index = byName.get(continuing.get(field.name()));
      if (index == null) {
        merged.add(fresh(age, field, position, at));
      } else {
        merged.set(index, continued(existing.get(index), field, position, at));
      }
    }
    return merged;
  }

  private Column fresh(Age age, Field field, int position, String path) {
    // What the first version did not have is optional for ever: older rows lack it.
    return new Column(
        shape(field.type(), path),
        field.required() && age == Age.NEW,
        field.description(),
        new TreeMap<>(Map.of(version, field.name())),
        Map.of(version, position));
  }

  private Column continued(Column column, Field field, int position, String path) {
    TreeMap<Integer, String> names = new TreeMap<>(column.names());
    names.put(version, field.name());
    Map<Integer, Integer> positions = new HashMap<>(column.positions());
    positions.put(version, position);
    return new Column(
        widen(column.type(), field.type(), path),
        column.required() && field.required(),
        field.description().isEmpty() ? column.doc() : field.description(),
        names,
        positions);
  }

  private static Column optional(Column column) {
    return new Column(column.type(), false, column.doc(), column.names(), column.positions());
  }

  private Column.Shape shape(FieldType type, String path) {
    if (type instanceof FieldType.ListOf list) {
      return new Column.Shape.Many(
          shape(list.element(), path + ".element."), list.elementNullable());
    }
    if (type instanceof FieldType.MapOf map) {
      return new Column.Shape.Keyed(shape(map.value(), path + ".value."), map.valueNullable());
    }
    if (type instanceof FieldType.Struct struct) {
      return new Column.Shape.Parts(struct(List.of(), struct, path + ".", Age.NEW));
    }
    return new Column.Shape.Scalar(type);
  }

  private Column.Shape widen(Column.Shape shape, FieldType type, String path) {
    if (shape instanceof Column.Shape.Many many && type instanceof FieldType.ListOf list) {
      return new Column.Shape.Many(
          widen(many.element(), list.element(), path + ".element"),
          many.nullable() || list.elementNullable());
    }
    if (shape instanceof Column.Shape.Keyed keyed && type instanceof FieldType.MapOf map) {
      return new Column.Shape.Keyed(
          widen(keyed.value(), map.value(), path + ".value"),
          keyed.nullable() || map.valueNullable());
    }
    if (shape instanceof Column.Shape.Parts parts && type instanceof FieldType.Struct struct) {
      return new Column.Shape.Parts(struct(parts.columns(), struct, path + ".", Age.OLD));
    }
    if (shape instanceof Column.Shape.Scalar scalar) {
      if (scalar.type().widensTo(type)) {
        return new Column.Shape.Scalar(type);
      }
      if (scalar.type().equals(type) || type.widensTo(scalar.type())) {
        return scalar;
      }
    }
    throw new LakeException(
        LakeException.Code.SCHEMA_INCOMPATIBLE,
        "Version "
            + version
            + " changes the type of '"
            + path
            + "' in a way that the rows already written cannot follow");
  }
}
