package com.eventbuspro.lake.table;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lays schema versions over one another, oldest first. A field continues the column that the
 * version before called the same, or that one of the field's aliases names; anything else is a new
 * column. A column that a version leaves out stays, and is optional from then on.
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
    for (int i = 0; i < existing.size(); i++) {
      byName.put(existing.get(i).name(), i);
    }
    List<Column> merged = new ArrayList<>(existing);
    Set<Integer> continued = new HashSet<>();
    List<Column> added = new ArrayList<>();
    Map<String, Integer> taken = sameNamed(byName, struct);
    for (int position = 0; position < struct.fields().size(); position++) {
      Field field = struct.fields().get(position);
      Integer index = taken.containsKey(field.name()) ? taken.get(field.name()) : -1;
      if (index < 0) {
        index = aliased(byName, taken, field);
      }
      String at = path + field.name();
      if (index >= 0 && continued.add(index)) {
        merged.set(index, continued(existing.get(index), field, position, at));
      } else {
        added.add(fresh(age, field, position, at));
      }
    }
    for (int i = 0; i < existing.size(); i++) {
      if (!continued.contains(i)) {
        merged.set(i, optional(merged.get(i)));
      }
    }
    merged.addAll(added);
    return merged;
  }

  private static Map<String, Integer> sameNamed(
      Map<String, Integer> byName, FieldType.Struct struct) {
    Map<String, Integer> taken = new HashMap<>();
    for (Field field : struct.fields()) {
      Integer index = byName.get(field.name());
      if (index != null) {
        taken.put(field.name(), index);
      }
    }
    return taken;
  }

  private static int aliased(Map<String, Integer> byName, Map<String, Integer> taken, Field field) {
    for (String alias : field.aliases()) {
      Integer index = byName.get(alias);
      if (index != null && !taken.containsKey(alias)) {
        return index;
      }
    }
    return -1;
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
      FieldType wider = Widening.widest(scalar.type(), type);
      if (wider != null) {
        return new Column.Shape.Scalar(wider);
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
