package com.eventbuspro.platform.publish;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Completes CloudEvents in JSON without touching what their sender wrote. */
final class StructuredEvents {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonMapper MAPPER = new JsonMapper();

  private StructuredEvents() {}

  /**
   * The event with the attributes that pin down its meaning: the schema version it was checked
   * against, and a time. Those that it has stay.
   */
  static byte[] complete(byte[] event, String schema, Instant time) {
    Set<String> names = names(event);
    Map<String, String> missing = new TreeMap<>();
    if (!names.contains("dataschema")) {
      missing.put("dataschema", schema);
    }
    if (!names.contains("time")) {
      missing.put("time", time.toString());
    }
    if (missing.isEmpty()) {
      return event;
    }
    int brace = 0;
    while (event[brace] != '{') {
      brace++;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(event.length + 160);
    out.write('{');
    missing.forEach((name, value) -> attribute(out, name, value));
    out.write(event, brace + 1, event.length - brace - 1);
    return out.toByteArray();
  }

  /** The event whose attributes came in headers. The data must be one JSON value. */
  static byte[] of(BinaryAttributes attributes, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 320);
    out.write('{');
    new TreeMap<>(attributes.values()).forEach((name, value) -> attribute(out, name, value));
    out.writeBytes("\"data\":".getBytes(StandardCharsets.UTF_8));
    out.writeBytes(data);
    out.write('}');
    return out.toByteArray();
  }

  private static void attribute(ByteArrayOutputStream out, String name, String value) {
    out.writeBytes(MAPPER.writeValueAsBytes(name));
    out.write(':');
    out.writeBytes(MAPPER.writeValueAsBytes(value));
    out.write(',');
  }

  private static Set<String> names(byte[] event) {
    Set<String> names = new HashSet<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), event)) {
      parser.nextToken();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        names.add(name);
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return names;
  }
}
