package com.eventbuspro.lake.table;

import com.eventbuspro.lake.LakeException;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Walks the columns that a table should have beside those it has. A column is found by the name it
 * bore in the version that the table was last evolved to, so that a name which changed hands since
 * is not mistaken.
 */
final class SchemaComparison {
  private final int tableVersion;
  private final ObservedNames names;
  private final SchemaChanges changes;

  /** Which names the table's columns bear. */
  enum ObservedNames {
    /** Those of the version it was last evolved to. */
    OF_TABLE_VERSION,
    /** Those of the newest version already: the renames are done. */
    NEWEST
  }

  private SchemaComparison(int tableVersion, ObservedNames names, SchemaChanges changes) {
    this.tableVersion = tableVersion;
    this.names = names;
    this.changes = changes;
  }

  static void run(
      TableColumns desired,
      Types.StructType observed,
      int tableVersion,
      ObservedNames names,
      SchemaChanges changes) {
    new SchemaComparison(tableVersion, names, changes).struct(desired.columns(), observed, "");
  }

  private void struct(List<Column> desired, Types.StructType observed, String parent) {
    for (Column column : desired) {
      Types.NestedField field = find(column, observed);
      if (field == null) {
        changes.add(parent, column);
      } else {
        field(column, field, parent.isEmpty() ? field.name() : parent + "." + field.name());
      }
    }
  }

  private Types.@Nullable NestedField find(Column column, Types.StructType observed) {
    if (tableVersion == 0) {
      // The table lost the property that says its version: what is called the same is the same.
      return observed.field(column.name());
    }
    if (!column.existsAt(tableVersion)) {
      return null;
    }
    return switch (names) {
      case OF_TABLE_VERSION -> observed.field(column.nameAt(tableVersion));
      case NEWEST -> observed.field(column.name());
    };
  }

  private void field(Column column, Types.NestedField field, String path) {
    type(column.type(), field.type(), path);
    if (field.isRequired() && !column.required()) {
      changes.makeOptional(path);
    }
    String doc = Objects.requireNonNullElse(field.doc(), "");
    if (!doc.equals(column.doc())) {
      changes.describe(path, doc, column.doc());
    }
    if (!field.name().equals(column.name())) {
      changes.rename(path, column.name());
    }
  }

  private void type(Column.Shape shape, Type type, String path) {
    if (shape instanceof Column.Shape.Many many && type instanceof Types.ListType list) {
      type(many.element(), list.elementType(), path + ".element");
      if (many.nullable() && list.isElementRequired()) {
        changes.makeOptional(path + ".element");
      }
    } else if (shape instanceof Column.Shape.Keyed keyed && type instanceof Types.MapType map) {
      type(keyed.value(), map.valueType(), path + ".value");
      if (keyed.nullable() && map.isValueRequired()) {
        changes.makeOptional(path + ".value");
      }
    } else if (shape instanceof Column.Shape.Parts parts
        && type instanceof Types.StructType struct) {
      struct(parts.columns(), struct, path);
    } else if (shape instanceof Column.Shape.Scalar scalar && type.isPrimitiveType()) {
      scalar(LakeSchemas.scalar(scalar.type()), type.asPrimitiveType(), path);
    } else {
      throw incompatible(path, type);
    }
  }

  private void scalar(Type.PrimitiveType desired, Type.PrimitiveType observed, String path) {
    if (desired.equals(observed) || TypeUtil.isPromotionAllowed(desired, observed)) {
      return;
    }
    if (!TypeUtil.isPromotionAllowed(observed, desired)) {
      throw incompatible(path, observed);
    }
    changes.widen(path, observed, desired);
  }

  private static LakeException incompatible(String path, Type type) {
    return new LakeException(
        LakeException.Code.SCHEMA_INCOMPATIBLE,
        "The column '"
            + path
            + "' is a "
            + type
            + " in the table and cannot become what the schema"
            + " says");
  }
}
