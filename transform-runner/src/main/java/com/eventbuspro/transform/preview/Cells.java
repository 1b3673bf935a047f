package com.eventbuspro.transform.preview;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.apache.flink.types.Row;
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

  static JsonNode of(@Nullable Object value) {
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
      return JSON.stringNode(cut(Base64.getEncoder().encodeToString(bytes)));
    }
    if (value instanceof Object[] array) {
      return list(array);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof Row row) {
      return row(row);
    }
    // Text, and dates and times, which Java writes as ISO 8601.
    return JSON.stringNode(cut(value.toString()));
  }

  private static String cut(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }

  private static ArrayNode list(Object[] array) {
    ArrayNode json = JSON.arrayNode();
    for (int i = 0; i < array.length && i < MAX_ELEMENTS; i++) {
      json.add(of(array[i]));
    }
    if (array.length > MAX_ELEMENTS) {
      json.add("… (" + array.length + " elements)");
    }
    return json;
  }

  private static ObjectNode map(Map<?, ?> map) {
    ObjectNode json = JSON.objectNode();
    int shown = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (shown++ == MAX_ELEMENTS) {
        json.put("…", map.size() + " entries");
        break;
      }
      json.set(cut(String.valueOf(entry.getKey())), of(entry.getValue()));
    }
    return json;
  }

  private static JsonNode row(Row row) {
    Set<String> names = row.getFieldNames(true);
    if (names == null) {
      ArrayNode json = JSON.arrayNode();
      for (int i = 0; i < row.getArity(); i++) {
        json.add(of(row.getField(i)));
      }
      return json;
    }
    ObjectNode json = JSON.objectNode();
    names.forEach(name -> json.set(name, of(row.getField(name))));
    return json;
  }
}
