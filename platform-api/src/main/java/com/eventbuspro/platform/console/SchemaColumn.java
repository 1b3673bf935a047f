package com.eventbuspro.platform.console;

import com.eventbuspro.model.schema.Constraints;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column, or a part of one, as it is shown.
 *
 * @param depth 0 for a column, 1 for a part of one, and so on
 * @param path names from the column down, with dots
 * @param name the last of them
 * @param type in words
 * @param required whether every event must carry it
 * @param meaning its description
 * @param pii whether it holds personal data
 * @param rules what its values must obey beside the type
 */
record SchemaColumn(
    int depth,
    String path,
    String name,
    String type,
    boolean required,
    String meaning,
    boolean pii,
    List<String> rules) {

  /** Deeper parts are indented no further, so that they stay readable. */
  private static final int MAX_DEPTH = 4;

  /** All columns of a schema, each followed by its parts. */
  static List<SchemaColumn> of(EventSchema schema) {
    List<SchemaColumn> columns = new ArrayList<>();
    add(columns, schema, schema.root(), "", "", 0);
    return List.copyOf(columns);
  }

  /** The CSS class that indents it. */
  public String indent() {
    return depth == 0 ? "" : "depth-" + Math.min(depth, MAX_DEPTH);
  }

  private static void add(
      List<SchemaColumn> columns,
      EventSchema schema,
      FieldType.Struct struct,
      String path,
      String pointer,
      int depth) {
    for (Field field : struct.fields()) {
      String at = pointer + "/properties/" + escape(field.name());
      String name = path.isEmpty() ? field.name() : path + "." + field.name();
      Constraints constraints = schema.constraintsAt(at);
      columns.add(
          new SchemaColumn(
              depth,
              name,
              field.name(),
              words(field.type()),
              field.required(),
              field.description(),
              field.pii(),
              SchemaRules.words(constraints)));
      addParts(columns, schema, field.type(), name, at, depth + 1);
    }
  }

  private static void addParts(
      List<SchemaColumn> columns,
      EventSchema schema,
      FieldType type,
      String path,
      String pointer,
      int depth) {
    if (type instanceof FieldType.Struct struct) {
      add(columns, schema, struct, path, pointer, depth);
    } else if (type instanceof FieldType.ListOf list) {
      addParts(columns, schema, list.element(), path + "[]", pointer + "/items", depth);
    } else if (type instanceof FieldType.MapOf map) {
      addParts(columns, schema, map.value(), path + "{}", pointer + "/additionalProperties", depth);
    }
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  static String words(FieldType type) {
    if (type instanceof Primitive primitive) {
      return primitive.name().toLowerCase(Locale.ROOT);
    }
    if (type instanceof FieldType.Decimal decimal) {
      return "decimal(" + decimal.precision() + ", " + decimal.scale() + ")";
    }
    if (type instanceof FieldType.ListOf list) {
      return "list of " + words(list.element());
    }
    if (type instanceof FieldType.MapOf map) {
      return "map of " + words(map.value());
    }
    return "object";
  }
}
