package com.eventbuspro.model.schema;

import java.util.Objects;

/**
 * One version of an event type's schema.
 *
 * @param version 1 for the first, then counting up
 * @param document the JSON Schema as registered, JSON text
 * @param root what it says, parsed
 */
public record EventSchema(int version, String document, FieldType.Struct root) {
  public EventSchema {
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(root, "root");
    if (version < 1) {
      throw new IllegalArgumentException("A schema version is at least 1, not " + version);
    }
  }

  /**
   * Parses a JSON Schema document.
   *
   * @throws com.eventbuspro.model.InvalidInputException with every place that does not map, each
   *     with a suggestion
   */
  public static EventSchema parse(int version, String document) {
    return new EventSchema(version, document, SchemaParser.parse(document));
  }
}
