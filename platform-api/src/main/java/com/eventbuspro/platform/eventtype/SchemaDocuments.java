package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.schema.EventSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON Schema documents as they come from outside. */
final class SchemaDocuments {
  private static final JsonMapper JSON = new JsonMapper();

  private SchemaDocuments() {}

  /**
   * Checks a document and reads it. Kept is compact text with the properties in their order.
   *
   * @throws com.eventbuspro.model.InvalidInputException with every place that is not JSON Schema
   *     2020-12, or does not map to columns
   */
  static EventSchema parse(int version, JsonNode document) {
    return EventSchema.parse(version, document.toString());
  }

  /** Whether two documents say the same: the order of properties and spaces do not matter. */
  static boolean same(String one, String other) {
    return JSON.readTree(one).equals(JSON.readTree(other));
  }
}
