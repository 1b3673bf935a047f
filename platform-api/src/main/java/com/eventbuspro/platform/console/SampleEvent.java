package com.eventbuspro.platform.console;

import com.eventbuspro.model.schema.Constraints;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.FieldType.Primitive;
import com.eventbuspro.model.schema.SafePattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes up the data of an event that a schema describes, to start from. It follows types, listed
 * values, bounds and the simplest patterns; the rest is left to people.
 */
final class SampleEvent {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = new JsonMapper();

  private static final int MAX_CODE = 20;
  private static final int MAX_PADDING = 100;

  private final EventSchema schema;
  private final Instant now;

  private SampleEvent(EventSchema schema, Instant now) {
    this.schema = schema;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** One line of JSON. */
  static String of(EventSchema schema, Instant now) {
    return MAPPER.writeValueAsString(new SampleEvent(schema, now).struct(schema.root(), ""));
  }

  private ObjectNode struct(FieldType.Struct struct, String pointer) {
    ObjectNode object = JSON.objectNode();
    for (Field field : struct.fields()) {
      String name = field.name().replace("~", "~0").replace("/", "~1");
      object.set(field.name(), value(field.type(), pointer + "/properties/" + name, field.name()));
    }
    return object;
  }

  private JsonNode value(FieldType type, String pointer, String name) {
    Constraints constraints = schema.constraintsAt(pointer);
    if (!constraints.allowed().isEmpty()) {
      return MAPPER.valueToTree(constraints.allowed().get(0));
    }
    if (type instanceof FieldType.Struct struct) {
      return struct(struct, pointer);
    }
    if (type instanceof FieldType.ListOf list) {
      return JSON.arrayNode().add(value(list.element(), pointer + "/items", name));
    }
    if (type instanceof FieldType.MapOf map) {
      ObjectNode object = JSON.objectNode();
      object.set("key", value(map.value(), pointer + "/additionalProperties", name));
      return object;
    }
    if (type instanceof FieldType.Decimal decimal) {
      BigDecimal value = number(constraints).setScale(decimal.scale(), RoundingMode.UP);
      return constraints.decimalText()
          ? JSON.stringNode(value.toPlainString())
          : JSON.numberNode(value);
    }
    return primitive((Primitive) type, constraints, name);
  }

  private JsonNode primitive(Primitive type, Constraints constraints, String name) {
    return switch (type) {
      case BOOLEAN -> JSON.booleanNode(true);
      case INT, LONG, FLOAT, DOUBLE -> JSON.numberNode(number(constraints));
      case STRING -> JSON.stringNode(text(constraints, name));
      case TIMESTAMP -> JSON.stringNode(now.toString());
      case DATE -> JSON.stringNode(now.toString().substring(0, 10));
      case TIME -> JSON.stringNode("12:30:00");
      case UUID -> JSON.stringNode("123e4567-e89b-12d3-a456-426614174000");
      case BINARY -> JSON.stringNode("aGVsbG8=");
    };
  }

  private static BigDecimal number(Constraints constraints) {
    BigDecimal step = constraints.multipleOf() == null ? BigDecimal.ONE : constraints.multipleOf();
    if (constraints.minimum() != null) {
      BigDecimal minimum = constraints.minimum().value();
      return constraints.minimum().inclusive() ? minimum : minimum.add(step);
    }
    if (constraints.maximum() != null && constraints.maximum().value().compareTo(step) < 0) {
      BigDecimal maximum = constraints.maximum().value();
      return constraints.maximum().inclusive() ? maximum : maximum.subtract(step);
    }
    return step;
  }

  private static String text(Constraints constraints, String name) {
    SafePattern pattern = constraints.pattern();
    int size = Math.min(Math.max(name.length(), constraints.minSize()), constraints.maxSize());
    String plain = fit(name, size);
    if (pattern == null || pattern.matches(plain)) {
      return plain;
    }
    // Codes are what patterns are written for most: a few letters or digits.
    return Stream.of("A", "a", "1")
        .flatMap(c -> IntStream.rangeClosed(1, MAX_CODE).mapToObj(c::repeat))
        .filter(pattern::matches)
        .findFirst()
        .orElse(plain);
  }

  private static String fit(String name, int size) {
    return name.length() >= size
        ? name.substring(0, size)
        : name + "x".repeat(Math.min(size - name.length(), MAX_PADDING));
  }
}
