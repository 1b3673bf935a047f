package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON Schema text to types and constraints; the package's Javadoc says what is understood. */
final class SchemaParser {
  static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_NESTING = 128;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SchemaParser() {}

  /** What a document says. */
  record Parsed(FieldType.Struct root, Map<String, Constraints> constraints) {}

  static Parsed parse(String document) {
    Problems problems = new Problems();
    JsonNode root = readJson(document, problems);
    Parsed parsed = new SchemaReader(root, problems).read();
    problems.throwIfAny();
    return parsed;
  }

  private static JsonNode readJson(String document, Problems problems) {
    if (document.length() > MAX_BYTES
        || document.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw problems.stop(
          "",
          SchemaFault.SCHEMA_TOO_LARGE,
          "The schema is larger than 256 KiB",
          "Describe the properties that people query; undeclared ones are kept in _extra");
    }
    try {
      JsonNode root = MAPPER.readTree(document);
      if (root.isObject()) {
        return root;
      }
      throw problems.stop(
          "",
          SchemaFault.MALFORMED_JSON,
          "A schema is a JSON object, not "
              + (root.isMissingNode() ? "nothing" : Texts.abbreviate(root.toString())),
          "Write {\"type\": \"object\", \"properties\": {…}}");
    } catch (StreamConstraintsException e) {
      throw problems.stop(
          "",
          SchemaFault.SCHEMA_TOO_DEEP,
          "The schema is nested deeper than "
              + MAX_NESTING
              + " levels of JSON, or holds a number of more than 100 digits",
          "Flatten it: an event may be nested " + SchemaReader.MAX_DEPTH + " levels deep");
    } catch (JacksonException e) {
      throw problems.stop(
          "",
          SchemaFault.MALFORMED_JSON,
          "The schema is not valid JSON: " + JsonFaults.describe(e),
          "Correct the text; it must be one JSON object in which no key stands twice");
    }
  }
}
