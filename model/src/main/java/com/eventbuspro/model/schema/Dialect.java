package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import tools.jackson.databind.JsonNode;

/** {@code $schema}: absent or 2020-12. */
final class Dialect {
  private static final String URI = "https://json-schema.org/draft/2020-12/schema";

  private Dialect() {}

  static void check(JsonNode document, Problems problems) {
    JsonNode dialect = document.path("$schema");
    String uri = dialect.stringValue("");
    if (!dialect.isMissingNode() && !uri.equals(URI) && !uri.equals(URI + "#")) {
      problems.add(
          "/$schema",
          SchemaFault.UNSUPPORTED_DIALECT,
          "The schema is written for " + Texts.abbreviate(dialect.toString()),
          "Write it for JSON Schema 2020-12: \"$schema\": \"" + URI + "\"");
    }
    JsonNode definitions = document.path("$defs");
    if (!definitions.isMissingNode() && !definitions.isObject()) {
      problems.add(
          "/$defs",
          SchemaFault.MALFORMED_SCHEMA,
          "'$defs' is an object of schemas by name",
          "Write \"$defs\": {\"name\": {\"type\": …}}");
    }
  }
}
