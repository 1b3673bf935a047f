package com.eventbuspro.model.schema;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a property's schema tells people and the lake beside its type. */
record Notes(String description, boolean pii, List<String> aliases) {
  private static final int MAX_DESCRIPTION = 4_000;

  /** A note beside a {@code $ref} goes before the same note in the definition. */
  static Notes read(JsonNode schema, References references, String pointer, Problems problems) {
    JsonNode description = note(schema, "description", references);
    JsonNode pii = note(schema, "x-pii", references);
    JsonNode aliases = schema.path("x-aliases");
    if (!description.isMissingNode() && !description.isString()) {
      malformed(pointer, "description", "text", problems);
    }
    if (!pii.isMissingNode() && !pii.isBoolean()) {
      malformed(pointer, "x-pii", "true or false", problems);
    }
    if (!aliases.isMissingNode() && !aliases.isArray()) {
      malformed(pointer, "x-aliases", "an array of former names", problems);
    }
    return new Notes(
        clean(description.stringValue("")),
        pii.booleanValue(false),
        names(aliases, pointer, problems));
  }

  private static JsonNode note(JsonNode schema, String keyword, References references) {
    JsonNode own = schema.path(keyword);
    if (own.isMissingNode() && schema.path("$ref").isString()) {
      JsonNode target = references.target(schema.get("$ref").stringValue());
      return target == null ? own : target.path(keyword);
    }
    return own;
  }

  private static List<String> names(JsonNode aliases, String pointer, Problems problems) {
    List<String> names = new ArrayList<>();
    for (JsonNode alias : aliases) {
      if (alias.isString()) {
        names.add(alias.stringValue());
      } else {
        malformed(pointer, "x-aliases", "an array of former names", problems);
      }
    }
    return names;
  }

  /** Descriptions become comments on columns, in catalogs that do not take every character. */
  private static String clean(String text) {
    String printable = text.replaceAll("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]", " ");
    return printable.length() > MAX_DESCRIPTION
        ? printable.substring(0, MAX_DESCRIPTION)
        : printable;
  }

  private static void malformed(String pointer, String keyword, String what, Problems problems) {
    problems.add(
        Pointers.child(pointer, keyword),
        SchemaFault.MALFORMED_SCHEMA,
        "'" + keyword + "' is " + what,
        "Correct or remove it");
  }
}
