package com.eventbuspro.provisioner.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON kept in rows. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  static @Nullable String text(@Nullable JsonNode node) {
    return node == null || node.isNull() ? null : MAPPER.writeValueAsString(node);
  }

  static @Nullable JsonNode node(@Nullable String text) {
    return text == null ? null : MAPPER.readTree(text);
  }

  static ArrayNode differences(List<Difference> differences) {
    ArrayNode array = NODES.arrayNode();
    for (Difference difference : differences) {
      ObjectNode object = array.addObject();
      object.put("path", difference.path());
      object.set("desired", difference.desired());
      object.set("observed", difference.observed());
    }
    return array;
  }

  static List<Difference> differences(JsonNode array) {
    List<Difference> differences = new ArrayList<>();
    for (JsonNode object : array) {
      differences.add(
          new Difference(
              required(object, "path").stringValue(),
              required(object, "desired"),
              required(object, "observed")));
    }
    return differences;
  }

  static String change(Intent intent) {
    ObjectNode object = NODES.objectNode();
    object.put("action", intent.action());
    object.put("reason", intent.reason());
    object.set("differences", differences(intent.differences()));
    return MAPPER.writeValueAsString(object);
  }

  static Intent intent(String kind, String change) {
    JsonNode object = MAPPER.readTree(change);
    return new Intent(
        Intent.Kind.valueOf(kind),
        required(object, "action").stringValue(),
        required(object, "reason").stringValue(),
        differences(required(object, "differences")));
  }

  private static JsonNode required(JsonNode object, String name) {
    return Objects.requireNonNull(object.get(name), () -> "No " + name + " in a kept intent");
  }
}
