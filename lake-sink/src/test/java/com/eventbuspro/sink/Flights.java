package com.eventbuspro.sink;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;

/**
 * An event type that changes in every way a table can follow: its versions, an event of each, and
 * what the row of that event must be once all versions are in.
 */
final class Flights {
  private static final String STATION =
      """
      {"type": "object", "required": ["%s"], "properties": {
        "%s": {"type": "string"%s}, "height": {"type": "integer"%s}}}""";

  private static final String LEGS =
      """
      {"type": "array", "items": {"type": "object", "properties": {
        "%s": {"type": "string"%s}, "n": {"type": "integer"%s}%s}}}""";

  private static final String INT = ", \"format\": \"int32\"";

  /** Oldest first. */
  static final List<String> VERSIONS =
      List.of(
          version(
              "\"number\", \"note\", \"station\"",
              property("number", "integer", INT),
              property("note", "string", ""),
              property("ratio", "number", ", \"format\": \"float\""),
              property("price", "number", decimal(5)),
              "\"station\": " + STATION.formatted("code", "code", "", INT),
              "\"legs\": " + LEGS.formatted("gate", "", INT, ""),
              "\"counts\": {\"type\": \"object\", \"additionalProperties\": {\"type\": \"integer\""
                  + INT
                  + "}}"),
          // Widened, also in an object, a list and a map; a column more, also in a list.
          version(
              "\"number\", \"note\", \"station\"",
              property("number", "integer", ""),
              property("note", "string", ""),
              property("ratio", "number", ""),
              property("price", "number", decimal(9)),
              "\"station\": " + STATION.formatted("code", "code", "", ""),
              "\"legs\": " + LEGS.formatted("gate", "", "", ", \"late\": {\"type\": \"boolean\"}"),
              "\"counts\": {\"type\": \"object\", \"additionalProperties\": {\"type\": \"integer\"}}",
              property("more", "string", "")),
          // Renamed, in an object and a list too; required no more; widened once more.
          version(
              "\"number\", \"place\"",
              property("remark", "string", ", \"x-aliases\": [\"note\"]"),
              property("number", "integer", ""),
              property("ratio", "number", ""),
              property("price", "number", decimal(18)),
              "\"place\": "
                  + STATION
                      .formatted("label", "label", ", \"x-aliases\": [\"code\"]", "")
                      .replaceFirst("\\{", "{\"x-aliases\": [\"station\"], "),
              "\"legs\": "
                  + LEGS.formatted(
                      "exit",
                      ", \"x-aliases\": [\"gate\"]",
                      "",
                      ", \"late\": {\"type\": \"boolean\"}"),
              "\"counts\": {\"type\": \"object\", \"additionalProperties\": {\"type\": \"integer\"}}",
              property("more", "string", "")),
          // Renamed again, and new columns under the names that became free.
          version(
              "\"number\"",
              property("note", "integer", ""),
              property("comment", "string", ", \"x-aliases\": [\"remark\"]"),
              property("number", "integer", ""),
              property("ratio", "number", ""),
              property("price", "number", decimal(18)),
              "\"venue\": "
                  + STATION
                      .formatted("label", "label", "", "")
                      .replaceFirst("\\{", "{\"x-aliases\": [\"place\"], "),
              property("station", "string", ""),
              "\"legs\": " + LEGS.formatted("exit", "", "", ", \"gate\": {\"type\": \"integer\"}"),
              "\"counts\": {\"type\": \"object\", \"additionalProperties\": {\"type\": [\"integer\","
                  + " \"null\"]}}"));

  private Flights() {}

  private static String version(String required, String... properties) {
    return "{\"type\": \"object\", \"required\": [%s], \"properties\": {%s}}"
        .formatted(required, String.join(", ", properties));
  }

  private static String property(String name, String type, String more) {
    return "\"%s\": {\"type\": \"%s\"%s}".formatted(name, type, more);
  }

  private static String decimal(int precision) {
    return ", \"format\": \"decimal\", \"x-precision\": %d, \"x-scale\": 2".formatted(precision);
  }

  /** The data of the n-th event in a version; values that only that version can hold. */
  static String data(int version, int n) {
    return switch (version) {
      case 1 ->
          """
          {"number": %d, "note": "n%1$d", "ratio": 0.5, "price": 123.45,
           "station": {"code": "S%1$d", "height": 7}, "legs": [{"gate": "A%1$d", "n": 1}, {}],
           "counts": {"x": 3}}"""
              .formatted(n);
      case 2 ->
          """
          {"number": %d, "note": "n%1$d", "ratio": 1e300, "price": 1234567.89,
           "station": {"code": "S%1$d", "height": 5000000000},
           "legs": [{"gate": "A%1$d", "n": 5000000001, "late": true}],
           "counts": {"x": 5000000002}, "more": "m%1$d"}"""
              .formatted(n);
      case 3 ->
          """
          {"number": %d%s, "price": 1234567890123456.78,
           "place": {"label": "S%1$d", "height": 8}, "legs": [{"exit": "A%1$d", "late": false}],
           "counts": {}, "more": "m%1$d"}"""
              .formatted(n, n % 2 == 0 ? "" : ", \"remark\": \"n" + n + "\"");
      default ->
          """
          {"number": %d, "note": 42, "comment": "n%1$d", "station": "new%1$d",
           "venue": {"label": "S%1$d"}, "legs": [{"exit": "A%1$d", "gate": 9}],
           "counts": {"x": null}, "surprise": [%1$d]}"""
              .formatted(n);
    };
  }

  /** The row of that event by the newest names, without the envelope. */
  static Map<String, Object> row(int version, int n) {
    Map<String, Object> row = new TreeMap<>();
    row.put("number", (long) n);
    row.put("comment", version == 3 && n % 2 == 0 ? null : "n" + n);
    row.put("more", version == 2 || version == 3 ? "m" + n : null);
    row.put("note", version == 4 ? 42L : null);
    row.put("station", version == 4 ? "new" + n : null);
    switch (version) {
      case 1 -> {
        values(row, 0.5, "123.45", map("x", 3L));
        row.put("venue", List.of("S" + n, 7L));
        row.put("legs", List.of(leg("A" + n, 1L, null, null), leg(null, null, null, null)));
      }
      case 2 -> {
        values(row, 1e300, "1234567.89", map("x", 5_000_000_002L));
        row.put("venue", List.of("S" + n, 5_000_000_000L));
        row.put("legs", List.of(leg("A" + n, 5_000_000_001L, true, null)));
      }
      case 3 -> {
        values(row, null, "1234567890123456.78", Map.of());
        row.put("venue", List.of("S" + n, 8L));
        row.put("legs", List.of(leg("A" + n, null, false, null)));
      }
      default -> {
        values(row, null, null, map("x", null));
        List<Object> venue = new ArrayList<>(List.of("S" + n));
        venue.add(null);
        row.put("venue", venue);
        row.put("legs", List.of(leg("A" + n, null, null, 9L)));
      }
    }
    return row;
  }

  private static void values(
      Map<String, Object> row, Double ratio, String price, Map<String, Object> counts) {
    row.put("ratio", ratio);
    row.put("price", price == null ? null : new BigDecimal(price));
    row.put("counts", counts);
  }

  private static Map<String, Object> map(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  private static List<Object> leg(Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }

  /** A row as any Iceberg reader has it, without the envelope; objects as lists of their fields. */
  static Map<String, Object> plain(Record row) {
    Map<String, Object> plain = new TreeMap<>();
    for (Types.NestedField column : row.struct().fields()) {
      if (!column.name().startsWith("_")) {
        plain.put(column.name(), plain(row.getField(column.name())));
      }
    }
    return plain;
  }

  private static Object plain(Object value) {
    if (value instanceof StructLike struct) {
      List<Object> fields = new ArrayList<>();
      for (int i = 0; i < struct.size(); i++) {
        fields.add(plain(struct.get(i, Object.class)));
      }
      return fields;
    }
    if (value instanceof Collection<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(plain(element)));
      return elements;
    }
    return value;
  }
}
