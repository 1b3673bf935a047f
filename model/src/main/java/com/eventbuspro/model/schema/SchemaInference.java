package com.eventbuspro.model.schema;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Proposes a schema from sample events. Every sample fits the schema it helped to make.
 *
 * <p>What it assumes: a format only if every sample has it; a property is required only if at least
 * {@value #MANY} samples were seen and all have it with a value; whole numbers that fit 64 bits are
 * integers unless a sample at the same place has another number; objects are objects, never maps.
 * What it cannot tell (always null, always empty) or what cannot be a column (its name) is left
 * out, and said so in {@code $comment}: it is kept in {@code _extra}.
 */
public final class SchemaInference {
  static final int MANY = 20;

  private static final int MAX_FAULTS = 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<Violation> faults = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private SchemaInference() {}

  /**
   * Proposes a schema.
   *
   * @param samples events as JSON objects, at least one; of a CloudEvent its {@code data} counts
   * @return a JSON Schema 2020-12 document that {@link EventSchema#parse} accepts, indented
   * @throws InvalidInputException if a sample is not a JSON object (its pointer is the sample's
   *     index), if samples contradict each other (its pointer is the place in the sample), or if
   *     there is nothing to make columns of
   */
  public static String infer(Iterable<String> samples) {
    return new SchemaInference().read(samples);
  }

  private String read(Iterable<String> samples) {
    SampleShape root = new SampleShape(new SampleShape.Budget());
    int index = 0;
    for (String sample : samples) {
      JsonNode data = parse(sample, index++);
      if (data != null) {
        root.add(data);
      }
    }
    stopOnFaults();
    if (root.values() == 0) {
      throw refused("NO_SAMPLES", "There is no sample event", "Send at least one");
    }
    ObjectNode schema = MAPPER.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    boolean usable = describeObject(root, "", 1, schema);
    stopOnFaults();
    if (!usable) {
      throw refused(
          "NO_COLUMNS", "No property of the samples can be a column", "Send a richer sample");
    }
    addComment(schema);
    String document = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema);
    SchemaParser.parse(document);
    return document;
  }

  private @Nullable JsonNode parse(String sample, int index) {
    try {
      JsonNode node = MAPPER.readTree(sample);
      if (node.isObject()) {
        boolean cloudEvent = node.path("specversion").isString() && node.path("data").isObject();
        return cloudEvent ? node.get("data") : node;
      }
      fault(
          "/" + index,
          "NOT_AN_OBJECT",
          "Sample " + (index + 1) + " is not a JSON object",
          "Send events as JSON objects, one per line");
    } catch (JacksonException e) {
      fault(
          "/" + index,
          SchemaFault.MALFORMED_JSON.name(),
          "Sample " + (index + 1) + " is not valid JSON: " + JsonFaults.describe(e),
          "Correct it, or leave it out");
    }
    return null;
  }

  /** Whether there is anything to say about a place. */
  private boolean describe(SampleShape shape, String pointer, int depth, ObjectNode schema) {
    Set<SampleShape.Kind> kinds = shape.kinds();
    if (kinds.size() > 1) {
      fault(
          pointer,
          "TYPE_CONFLICT",
          "Some samples have "
              + kinds.stream()
                  .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", others "))
              + " here",
          "Send one type under one name, or leave the property undeclared: it is kept in _extra");
      return false;
    }
    if (kinds.isEmpty() || depth > SchemaReader.MAX_DEPTH) {
      return false;
    }
    boolean usable =
        switch (kinds.iterator().next()) {
          case OBJECT -> describeObject(shape, pointer, depth, schema);
          case ARRAY -> describeArray(shape, pointer, depth, schema);
          case STRING -> describeScalar("string", shape.format(), schema);
          case INTEGER -> describeScalar("integer", null, schema);
          case NUMBER -> describeScalar("number", null, schema);
          case BOOLEAN -> describeScalar("boolean", null, schema);
        };
    if (usable && shape.nullable()) {
      String type = schema.get("type").stringValue();
      schema.putArray("type").add(type).add("null");
    }
    return usable;
  }

  private static boolean describeScalar(String type, @Nullable String format, ObjectNode schema) {
    schema.put("type", type);
    if (format != null) {
      schema.put("format", format);
    }
    return true;
  }

  private boolean describeArray(SampleShape shape, String pointer, int depth, ObjectNode schema) {
    schema.put("type", "array");
    SampleShape elements = shape.elements();
    return elements != null
        && describe(elements, pointer + "/0", depth + 1, schema.putObject("items"));
  }

  private boolean describeObject(SampleShape shape, String pointer, int depth, ObjectNode schema) {
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    List<String> required = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, SampleShape> entry : shape.properties().entrySet()) {
      String name = entry.getKey();
      SampleShape property = entry.getValue();
      String at = Pointers.child(pointer, name);
      ObjectNode described = MAPPER.createObjectNode();
      boolean named = Names.isUsable(name, depth == 1) && names.add(name.toLowerCase(Locale.ROOT));
      if (named && describe(property, at, depth + 1, described)) {
        properties.set(name, described);
        if (shape.values() >= MANY && property.values() == shape.values()) {
          required.add(name);
        }
      } else {
        leftOut.add(at);
      }
    }
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    return !properties.isEmpty();
  }

  private void addComment(ObjectNode schema) {
    if (!leftOut.isEmpty()) {
      schema.put(
          "$comment",
          "Left out, kept in _extra (always null or empty, nested too deep, or not fit to name a"
              + " column): "
              + leftOut.stream().limit(50).map(Texts::abbreviate).collect(Collectors.joining(" ")));
    }
  }

  private void fault(String pointer, String code, String message, String suggestion) {
    faults.add(Violation.of(pointer, code, message, suggestion));
    if (faults.size() >= MAX_FAULTS) {
      stopOnFaults();
    }
  }

  private void stopOnFaults() {
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
  }

  private static InvalidInputException refused(String code, String message, String suggestion) {
    return new InvalidInputException(Violation.of("", code, message, suggestion));
  }
}
