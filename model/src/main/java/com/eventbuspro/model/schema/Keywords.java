package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Which keywords are read, which say nothing about validity, and what to do about the others. */
final class Keywords {
  /** They describe, they do not change what is valid. */
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "title",
          "description",
          "default",
          "examples",
          "example",
          "deprecated",
          "readOnly",
          "writeOnly",
          "$comment",
          "$anchor",
          "contentEncoding",
          "contentMediaType");

  private static final Set<String> ROOT_ONLY = Set.of("$schema", "$id", "$defs", "$vocabulary");
  private static final Set<String> SIZE_OF_LIST = Set.of("items", "minItems", "maxItems");
  private static final Set<String> RANGE =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
  private static final Set<String> TEXT = Set.of("minLength", "maxLength", "pattern");
  private static final Set<String> OBJECT =
      Set.of("properties", "required", "additionalProperties", "minProperties", "maxProperties");
  private static final Set<String> CHOICE = Set.of("type", "enum", "const", "format");

  private static final Map<String, String> UNSUPPORTED =
      Map.ofEntries(
          Map.entry("allOf", "Write the parts' properties into one object"),
          Map.entry("not", "Remove it; say what is valid instead of what is not"),
          Map.entry(
              "if", "Remove it; make the properties optional and say the rule in description"),
          Map.entry("then", "Remove it"),
          Map.entry("else", "Remove it"),
          Map.entry("prefixItems", "Use an object with a named property for each place"),
          Map.entry("additionalItems", "Remove it; items speaks for every element"),
          Map.entry("unevaluatedItems", "Remove it; items speaks for every element"),
          Map.entry("contains", "Remove it; items speaks for every element"),
          Map.entry("minContains", "Remove it"),
          Map.entry("maxContains", "Remove it"),
          Map.entry("patternProperties", "Declare the properties by name, or use a typed map"),
          Map.entry("propertyNames", "Remove it; a map takes any name"),
          Map.entry("unevaluatedProperties", "Remove it; undeclared properties are kept in _extra"),
          Map.entry("dependentRequired", "Remove it; say the rule in description"),
          Map.entry("dependentSchemas", "Remove it; say the rule in description"),
          Map.entry("dependencies", "Remove it; say the rule in description"),
          Map.entry("$dynamicRef", "Use $ref to #/$defs/…"),
          Map.entry("$dynamicAnchor", "Remove it; refer to #/$defs/…"),
          Map.entry("$recursiveRef", "Use $ref to #/$defs/…"),
          Map.entry("contentSchema", "Declare the content as an object of its own"),
          Map.entry("definitions", "Rename it to $defs"),
          Map.entry("nullable", "Write \"type\": [\"string\", \"null\"]"),
          Map.entry("discriminator", "Remove it; use one event type for each kind of event"));

  private Keywords() {}

  static boolean isAnnotation(String keyword) {
    return ANNOTATIONS.contains(keyword) || keyword.startsWith("x-");
  }

  /** Reports every keyword of a schema with a type that would otherwise be ignored. */
  static void check(JsonNode schema, String pointer, String type, Problems problems) {
    for (String keyword : schema.propertyNames()) {
      if (isAnnotation(keyword)
          || CHOICE.contains(keyword)
          || keyword.equals("anyOf")
          || keyword.equals("oneOf")
          || keyword.equals("$ref")
          || (pointer.isEmpty() && ROOT_ONLY.contains(keyword))) {
        continue;
      }
      checkOne(keyword, pointer, type, problems);
    }
  }

  private static void checkOne(String keyword, String pointer, String type, Problems problems) {
    String at = Pointers.child(pointer, keyword);
    if (UNSUPPORTED.containsKey(keyword)) {
      unsupported(keyword, at, problems);
    } else if (!isKnown(keyword)) {
      problems.add(
          at,
          SchemaFault.UNKNOWN_KEYWORD,
          "JSON Schema has no keyword '" + Texts.abbreviate(keyword) + "'",
          "Correct its spelling, or begin its name with x- if it is a note of your own");
    } else if (!appliesTo(keyword, type)) {
      problems.add(
          at,
          SchemaFault.MISPLACED_KEYWORD,
          "'" + keyword + "' says nothing about a value of type " + type,
          "Remove it, or correct the type");
    }
  }

  /** Reports keywords that map to nothing, in a schema whose type is not known. */
  static void checkUnsupported(JsonNode schema, String pointer, Problems problems) {
    for (String keyword : schema.propertyNames()) {
      if (UNSUPPORTED.containsKey(keyword)) {
        unsupported(keyword, Pointers.child(pointer, keyword), problems);
      }
    }
  }

  private static void unsupported(String keyword, String at, Problems problems) {
    problems.add(
        at,
        SchemaFault.UNSUPPORTED_KEYWORD,
        "'" + keyword + "' does not map to columns",
        UNSUPPORTED.getOrDefault(keyword, "Remove it"));
  }

  private static boolean isKnown(String keyword) {
    return SIZE_OF_LIST.contains(keyword)
        || keyword.equals("uniqueItems")
        || RANGE.contains(keyword)
        || TEXT.contains(keyword)
        || OBJECT.contains(keyword)
        || ROOT_ONLY.contains(keyword);
  }

  private static boolean appliesTo(String keyword, String type) {
    return switch (type) {
      case "array" -> SIZE_OF_LIST.contains(keyword) || keyword.equals("uniqueItems");
      case "integer", "number" -> RANGE.contains(keyword);
      case "string" -> TEXT.contains(keyword);
      case "object" -> OBJECT.contains(keyword);
      default -> false;
    };
  }
}
