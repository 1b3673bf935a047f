package com.eventbuspro.model.schema;

import java.util.Map;
import java.util.Objects;

/**
 * One version of an event type's schema.
 *
 * @param version 1 for the first, then counting up
 * @param document the JSON Schema as registered, JSON text
 * @param root what it says of types, parsed
 * @param constraints what it says of values beside their types: by the JSON Pointer at which the
 *     value's schema stands, or would stand if every {@code $ref} were written out ({@code
 *     /properties/legs/items/properties/gate})
 */
public record EventSchema(
    int version, String document, FieldType.Struct root, Map<String, Constraints> constraints) {
  public EventSchema {
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(root, "root");
    constraints = Map.copyOf(constraints);
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
    SchemaParser.Parsed parsed = SchemaParser.parse(document);
    return new EventSchema(version, document, parsed.root(), parsed.constraints());
  }

  /** The constraints at a pointer; {@link Constraints#NONE} when the schema says nothing there. */
  public Constraints constraintsAt(String pointer) {
    return constraints.getOrDefault(pointer, Constraints.NONE);
  }
}
