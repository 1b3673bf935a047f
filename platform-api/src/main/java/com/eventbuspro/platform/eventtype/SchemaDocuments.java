package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.EventSchema;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
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
    StorableText.check(document);
    EventSchema schema = EventSchema.parse(version, document.toString());
    checkDialect(document);
    return schema;
  }

  /** Whether two documents say the same: the order of properties and spaces do not matter. */
  static boolean same(String one, String other) {
    return JSON.readTree(one).equals(JSON.readTree(other));
  }

  /** A second opinion, by a library that knows all of JSON Schema: is this 2020-12 at all? */
  private static void checkDialect(JsonNode document) {
    List<Violation> violations =
        MetaSchema.INSTANCE.validate(document).stream()
            .map(
                e ->
                    Violation.of(
                        e.getInstanceLocation().toString(),
                        "NOT_JSON_SCHEMA",
                        "Not JSON Schema 2020-12: "
                            + Texts.abbreviate(String.valueOf(e.getMessage()))))
            .toList();
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
  }

  /** Loaded with the first schema, from the library itself: nothing is fetched. */
  private static final class MetaSchema {
    private static final Schema INSTANCE =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
  }
}
