package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Local references: {@code $ref: #/$defs/…}, read as if the target were written in their place. */
final class References {
  private static final String PREFIX = "#/$defs/";
  private static final int MAX_CHAIN = 32;

  private final JsonNode document;
  private final Problems problems;
  private final Set<String> active = new LinkedHashSet<>();

  References(JsonNode document, Problems problems) {
    this.document = document;
    this.problems = problems;
  }

  /** Reads the target of a schema's reference; empty, and reported, when there is none. */
  <T> Optional<T> follow(JsonNode schema, String pointer, BiFunction<JsonNode, String, T> reader) {
    String at = Pointers.child(pointer, "$ref");
    checkSiblings(schema, pointer);
    String reference = schema.get("$ref").stringValue("");
    JsonNode target = target(reference);
    if (target == null) {
      problems.add(
          at,
          SchemaFault.UNSUPPORTED_REFERENCE,
          "Cannot follow $ref " + Texts.abbreviate(schema.get("$ref").toString()),
          "Only definitions of this document can be referred to: put it under $defs and write"
              + " \"$ref\": \"#/$defs/name\"");
      return Optional.empty();
    }
    if (active.size() >= MAX_CHAIN || !active.add(reference)) {
      problems.add(
          at,
          SchemaFault.UNSUPPORTED_REFERENCE,
          Texts.abbreviate(reference) + " contains itself, or leads over too many references",
          "Columns cannot be recursive: write out the levels that occur, or keep the rest as text");
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(target, reference.substring(1)));
    } finally {
      active.remove(reference);
    }
  }

  /** The definition that a reference names, or null. */
  @Nullable JsonNode target(String reference) {
    if (!reference.startsWith(PREFIX) || reference.indexOf('/', PREFIX.length()) >= 0) {
      return null;
    }
    String name = reference.substring(PREFIX.length()).replace("~1", "/").replace("~0", "~");
    return document.path("$defs").get(name);
  }

  private void checkSiblings(JsonNode schema, String pointer) {
    for (String keyword : schema.propertyNames()) {
      boolean ofRoot = pointer.isEmpty() && (keyword.equals("$defs") || keyword.equals("$schema"));
      if (!keyword.equals("$ref")
          && !ofRoot
          && !keyword.equals("$id")
          && !Keywords.isAnnotation(keyword)) {
        problems.add(
            Pointers.child(pointer, keyword),
            SchemaFault.MISPLACED_KEYWORD,
            "'"
                + Texts.abbreviate(keyword)
                + "' stands beside $ref, where it would narrow the definition",
            "Put it into the definition, or write the schema out here");
      }
    }
  }
}
