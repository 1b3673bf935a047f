package com.eventbuspro.transform.preview;

import com.eventbuspro.transform.sql.FlinkColumns;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;
import org.apache.iceberg.util.UUIDUtil;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values as JSON, for people: what is too long is cut, visibly. */
final class Cells {
  static final int MAX_TEXT = 1_000;
  static final int MAX_ELEMENTS = 100;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Cells() {}

  /**
   * A value as JSON.
   *
   * @param type its type in SQL
   */
  static JsonNode of(@Nullable Object value, LogicalType type) {
    if (value == null) {
      return JSON.nullNode();
    }
    if (value instanceof Boolean bool) {
      return JSON.booleanNode(bool);
    }
    if (value instanceof BigDecimal decimal) {
      return JSON.numberNode(decimal);
    }
    if (value instanceof Float || value instanceof Double) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? value instanceof Float real ? JSON.numberNode(real) : JSON.numberNode(number)
          : JSON.stringNode(value.toString());
    }
    if (value instanceof Number number) {
      return JSON.numberNode(number.longValue());
    }
    if (value instanceof byte[] bytes) {
      return JSON.stringNode(
          FlinkColumns.isUuid(type)
              ? UUIDUtil.convert(bytes).toString()
              : cut(Base64.getEncoder().encodeToString(bytes)));
    }
    if (value instanceof Object[] array) {
      return list(array, part(type, 0));
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, part(type, 1));
    }
    if (value instanceof Row row) {
      return row(row, type);
    }
    // Text, and dates and times, which Java writes as ISO 8601.
    return JSON.stringNode(cut(value.toString()));
  }

  /**
   * The type of a part; where Flink counts parts of its own, as of a multiset, that of the whole.
   */
  private static LogicalType part(LogicalType type, int number) {
    return number < type.getChildren().size() ? type.getChildren().get(number) : type;
  }

  private static String cut(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }

  private static ArrayNode list(Object[] array, LogicalType type) {
    ArrayNode json = JSON.arrayNode();
    for (int i = 0; i < array.length && i < MAX_ELEMENTS; i++) {
      json.add(of(array[i], type));
    }
    if (array.length > MAX_ELEMENTS) {
      json.add("… (" + array.length + " elements)");
    }
    return json;
  }

  private static ObjectNode map(Map<?, ?> map, LogicalType type) {
    ObjectNode json = JSON.objectNode();
    int shown = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (shown++ == MAX_ELEMENTS) {
        json.put("…", map.size() + " entries");
        break;
      }
      json.set(cut(String.valueOf(entry.getKey())), of(entry.getValue(), type));
    }
    return json;
  }

  private static JsonNode row(Row row, LogicalType type) {
    if (!(type instanceof RowType parts)) {
      return JSON.stringNode(cut(row.toString()));
    }
    ObjectNode json = JSON.objectNode();
    for (int i = 0; i < row.getArity(); i++) {
      json.set(parts.getFieldNames().get(i), of(row.getField(i), parts.getTypeAt(i)));
    }
    return json;
  }
}
