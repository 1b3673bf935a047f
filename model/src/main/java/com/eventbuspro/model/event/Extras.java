package com.eventbuspro.model.event;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a record held beyond its schema, as JSON text in the record's own spelling. */
final class Extras {

  /** One level: a value's raw JSON text by name, or a deeper level. */
  private static final class Level {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Level below(String name) {
      return (Level) members.computeIfAbsent(name, absent -> new Level());
    }
  }

  private final Level top = new Level();

  /** Keeps a value; false when the same place was taken before. */
  boolean put(String[] names, int[] indexes, int depth, String name, String json) {
    Level level = top;
    for (int i = 0; i < depth; i++) {
      level = level.below(names[i] != null ? names[i] : Integer.toString(indexes[i]));
    }
    return level.members.putIfAbsent(name, json) == null;
  }

  /** Keeps extension attributes of a CloudEvent; false when the data uses their name. */
  boolean putAttributes(Map<String, String> attributes) {
    Level level = new Level();
    level.members.putAll(attributes);
    return top.members.putIfAbsent("_attributes", level) == null;
  }

  String json() {
    StringBuilder out = new StringBuilder();
    write(top, out);
    return out.toString();
  }

  private static void write(Level level, StringBuilder out) {
    char separator = '{';
    for (Map.Entry<String, Object> member : level.members.entrySet()) {
      out.append(separator);
      JsonText.appendQuoted(out, member.getKey());
      out.append(':');
      if (member.getValue() instanceof Level below) {
        write(below, out);
      } else {
        out.append((String) member.getValue());
      }
      separator = ',';
    }
    out.append('}');
  }
}
