package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What {@code type} says.
 *
 * @param name one of the JSON types but null; empty when it could not be read
 * @param nullable whether null is allowed beside it
 */
record TypeKeyword(String name, boolean nullable) {
  private static final Set<String> KNOWN =
      Set.of("object", "array", "string", "integer", "number", "boolean");
  private static final TypeKeyword UNREADABLE = new TypeKeyword("", false);

  static TypeKeyword read(JsonNode schema, String pointer, Problems problems) {
    JsonNode type = schema.get("type");
    if (type == null) {
      problems.add(
          pointer,
          SchemaFault.MISSING_TYPE,
          "The schema does not say of which type the value is",
          "Add \"type\": \"string\" (or object, array, integer, number, boolean)");
      return UNREADABLE;
    }
    List<String> names = names(type);
    boolean nullable = names.remove("null");
    if (names.size() == 1 && KNOWN.contains(names.get(0))) {
      return new TypeKeyword(names.get(0), nullable);
    }
    problems.add(
        Pointers.child(pointer, "type"),
        SchemaFault.UNSUPPORTED_TYPE,
        "A column has one type, not " + Texts.abbreviate(type.toString()),
        "Use one of object, array, string, integer, number and boolean, or a pair of it and null"
            + " such as [\"string\", \"null\"]");
    return UNREADABLE;
  }

  private static List<String> names(JsonNode type) {
    List<String> names = new ArrayList<>();
    if (type.isArray()) {
      type.values().forEach(name -> names.add(name.isString() ? name.stringValue() : "?"));
    } else {
      names.add(type.isString() ? type.stringValue() : "?");
    }
    return names;
  }
}
