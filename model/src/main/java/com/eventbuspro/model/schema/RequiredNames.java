package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The properties that an object must have. */
record RequiredNames(Set<String> names) {

  static RequiredNames read(JsonNode schema, String pointer, Problems problems) {
    JsonNode required = schema.path("required");
    Set<String> names = new HashSet<>();
    String at = Pointers.child(pointer, "required");
    if (!required.isMissingNode() && !required.isArray()) {
      problems.add(
          at,
          SchemaFault.MALFORMED_SCHEMA,
          "'required' is an array of property names",
          "Write it beside 'properties', for example \"required\": [\"id\"]");
    } else {
      for (int i = 0; i < required.size(); i++) {
        String name = required.get(i).stringValue("");
        if (schema.path("properties").has(name)) {
          names.add(name);
        } else {
          problems.add(
              Pointers.child(at, Integer.toString(i)),
              SchemaFault.REQUIRED_UNDECLARED,
              "'required' names "
                  + Texts.abbreviate(required.get(i).toString())
                  + ", which 'properties' does not declare",
              "Declare it, or correct its spelling");
        }
      }
    }
    return new RequiredNames(names);
  }

  boolean contains(String name) {
    return names.contains(name);
  }
}
