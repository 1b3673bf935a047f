package com.eventbuspro.model.schema;

import com.eventbuspro.model.schema.FieldType.Primitive;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Types without parts: {@code type} and {@code format} to a column's type. */
final class Scalars {
  private static final BigDecimal INT_MIN = BigDecimal.valueOf(Integer.MIN_VALUE);
  private static final BigDecimal INT_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);

  private Scalars() {}

  static FieldType read(JsonNode schema, String type, String pointer, Problems problems) {
    String format = format(schema, pointer, problems);
    boolean decimal = format.equals("decimal");
    if (decimal && !type.equals("number") && !type.equals("string")) {
      problems.add(
          Pointers.child(pointer, "format"),
          SchemaFault.INVALID_DECIMAL,
          "Format decimal is for numbers and strings, not for type " + type,
          "Write \"type\": \"number\"");
      return Primitive.STRING;
    }
    if (decimal) {
      return decimal(schema, pointer, problems);
    }
    if (schema.has("x-precision") || schema.has("x-scale")) {
      problems.add(
          pointer,
          SchemaFault.INVALID_DECIMAL,
          "x-precision and x-scale belong to format decimal",
          "Add \"format\": \"decimal\", or remove them");
    }
    return switch (type) {
      case "boolean" -> Primitive.BOOLEAN;
      case "integer" -> format.equals("int32") || fitsInt(schema) ? Primitive.INT : Primitive.LONG;
      case "number" -> format.equals("float") ? Primitive.FLOAT : Primitive.DOUBLE;
      default -> text(format);
    };
  }

  /** Formats that name no type of column are notes for people, as JSON Schema has it. */
  private static Primitive text(String format) {
    return switch (format) {
      case "date-time" -> Primitive.TIMESTAMP;
      case "date" -> Primitive.DATE;
      case "time" -> Primitive.TIME;
      case "uuid" -> Primitive.UUID;
      case "byte" -> Primitive.BINARY;
      default -> Primitive.STRING;
    };
  }

  private static String format(JsonNode schema, String pointer, Problems problems) {
    JsonNode format = schema.get("format");
    if (format == null) {
      return "";
    }
    if (!format.isString()) {
      problems.add(
          Pointers.child(pointer, "format"),
          SchemaFault.MALFORMED_SCHEMA,
          "'format' is a string",
          "Write for example \"format\": \"date-time\"");
    }
    return format.stringValue("");
  }

  private static boolean fitsInt(JsonNode schema) {
    BigDecimal low = bound(schema, "minimum", "exclusiveMinimum");
    BigDecimal high = bound(schema, "maximum", "exclusiveMaximum");
    return low != null
        && high != null
        && low.compareTo(INT_MIN) >= 0
        && high.compareTo(INT_MAX) <= 0;
  }

  private static @Nullable BigDecimal bound(JsonNode schema, String inclusive, String exclusive) {
    JsonNode bound = schema.has(inclusive) ? schema.get(inclusive) : schema.path(exclusive);
    return bound.isNumber() ? bound.decimalValue() : null;
  }

  private static FieldType decimal(JsonNode schema, String pointer, Problems problems) {
    JsonNode precision = schema.path("x-precision");
    JsonNode scale = schema.path("x-scale");
    if (precision.isInt() && scale.isInt()) {
      int digits = precision.intValue();
      int after = scale.intValue();
      if (digits >= 1 && digits <= 38 && after >= 0 && after <= digits) {
        return new FieldType.Decimal(digits, after);
      }
    }
    problems.add(
        pointer,
        SchemaFault.INVALID_DECIMAL,
        "A decimal needs x-precision (1 to 38 digits in all) and x-scale (0 to x-precision digits"
            + " after the point)",
        "Add for example \"x-precision\": 18, \"x-scale\": 2");
    return new FieldType.Decimal(38, 0);
  }
}
