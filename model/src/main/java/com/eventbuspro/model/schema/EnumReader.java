package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code enum} and {@code const}: the only values that a property may have. */
final class EnumReader {
  private static final int MAX_VALUES = 1_000;

  private final Problems problems;

  EnumReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * What may stand.
   *
   * @param allowed the values but null; empty when every value of the type may stand
   * @param nullAllowed whether null is not ruled out
   */
  record Values(List<Object> allowed, boolean nullAllowed) {
    static final Values ANY = new Values(List.of(), true);
  }

  Values read(JsonNode schema, TypeKeyword type, FieldType column, String pointer) {
    JsonNode listed = schema.get("enum");
    JsonNode only = schema.get("const");
    if (listed == null && only == null) {
      return Values.ANY;
    }
    String keyword = listed == null ? "const" : "enum";
    String at = Pointers.child(pointer, keyword);
    if (listed != null && only != null) {
      return refuse(at, "'enum' and 'const' stand side by side", "Keep one of the two");
    }
    if (!takesEnum(type, column)) {
      return refuse(
          at,
          "'"
              + keyword
              + "' is checked for strings, numbers and booleans without a format that"
              + " makes them another type",
          "Remove it, or say the values in description");
    }
    if (listed != null && (!listed.isArray() || listed.isEmpty() || listed.size() > MAX_VALUES)) {
      return refuse(at, "'enum' lists 1 to " + MAX_VALUES + " values", "List the values");
    }
    return read(listed == null ? List.of(only) : List.copyOf(listed.values()), type, at);
  }

  private Values read(List<JsonNode> nodes, TypeKeyword type, String at) {
    List<Object> allowed = new ArrayList<>(nodes.size());
    boolean nullAllowed = false;
    for (JsonNode node : nodes) {
      Object value = value(node, type.name());
      if (node.isNull() && type.nullable()) {
        nullAllowed = true;
      } else if (value == null) {
        return refuse(
            at,
            Texts.abbreviate(node.toString()) + " is not of type " + type.name(),
            "List values of the type that the property has");
      } else {
        allowed.add(value);
      }
    }
    return allowed.isEmpty()
        ? refuse(at, "Only null may stand, so the column would be empty", "List a value")
        : new Values(allowed, nullAllowed);
  }

  private static boolean takesEnum(TypeKeyword type, FieldType column) {
    return column instanceof Primitive primitive
        ? !type.name().equals("string") || primitive == Primitive.STRING
        : column instanceof FieldType.Decimal && type.name().equals("number");
  }

  private static @Nullable Object value(JsonNode node, String type) {
    return switch (type) {
      case "string" -> node.isString() ? node.stringValue() : null;
      case "boolean" -> node.isBoolean() ? node.booleanValue() : null;
      case "integer" -> node.isNumber() ? integer(node.decimalValue()) : null;
      default -> node.isNumber() ? normal(node.decimalValue()) : null;
    };
  }

  private static @Nullable BigDecimal integer(BigDecimal value) {
    BigDecimal normal = normal(value);
    return normal.scale() > 0 ? null : normal;
  }

  private static BigDecimal normal(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  private Values refuse(String at, String message, String suggestion) {
    problems.add(at, SchemaFault.INVALID_ENUM, message, suggestion);
    return Values.ANY;
  }
}
