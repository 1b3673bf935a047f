package com.eventbuspro.platform.console;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.JsonFaults;
import com.eventbuspro.model.schema.SchemaFault;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Sample events as people paste them: one, several one after another, or an array. */
final class SampleText {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SampleText() {}

  /**
   * The events, each as JSON text.
   *
   * @throws InvalidInputException if the text is not JSON, with the line
   */
  static List<String> split(String text) {
    List<String> events = new ArrayList<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      while (values.hasNextValue()) {
        JsonNode value = values.nextValue();
        if (value.isArray()) {
          value.values().forEach(e -> events.add(e.toString()));
        } else {
          events.add(value.toString());
        }
      }
    } catch (JacksonException e) {
      throw new InvalidInputException(
          Violation.of(
              "",
              SchemaFault.MALFORMED_JSON.name(),
              "Event " + (events.size() + 1) + " is not JSON: " + JsonFaults.describe(e),
              "Paste events as JSON objects, one after another or in an array"));
    }
    return events;
  }
}
