package com.eventbuspro.provisioner.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Compares descriptions of the same shape, one declared and one found. */
public final class Differences {
  private static final Comparator<JsonNode> NUMBERS_BY_VALUE =
      (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
          return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
      };

  private Differences() {}

  /**
   * Where they differ, in the order of the declared description. Objects are compared property by
   * property, and only those declared: what nobody declared is nobody's business here. Anything
   * else is compared as a whole.
   */
  public static List<Difference> between(JsonNode desired, JsonNode observed) {
    List<Difference> found = new ArrayList<>();
    collect("", desired, observed, found);
    return List.copyOf(found);
  }

  static boolean same(JsonNode a, JsonNode b) {
    return a.equals(NUMBERS_BY_VALUE, b);
  }

  static String paths(List<Difference> differences) {
    return differences.stream()
        .map(difference -> difference.path().isEmpty() ? "/" : difference.path())
        .collect(Collectors.joining(", "));
  }

  private static void collect(
      String path, JsonNode desired, JsonNode observed, List<Difference> found) {
    if (desired.isObject() && observed.isObject()) {
      desired
          .properties()
          .forEach(
              property -> {
                JsonNode other = observed.get(property.getKey());
                collect(
                    path + "/" + escaped(property.getKey()),
                    property.getValue(),
                    other == null ? JsonNodeFactory.instance.nullNode() : other,
                    found);
              });
    } else if (!same(desired, observed)) {
      found.add(new Difference(path, desired, observed));
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
