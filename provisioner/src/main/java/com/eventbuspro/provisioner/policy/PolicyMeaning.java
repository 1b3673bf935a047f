package com.eventbuspro.provisioner.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a policy document says, apart from how it is written: two documents that allow and deny the
 * same have equal meanings. AWS gives documents back in other words than they were put: one value
 * instead of a list, other orders, an account number as the ARN of its root.
 */
public final class PolicyMeaning {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private PolicyMeaning() {}

  /**
   * The meaning of a document, in one fixed form. What is no policy document is given back as its
   * text, so that it equals no policy.
   *
   * @param partition what ARNs of this AWS begin with: {@code aws}
   */
  public static JsonNode of(String document, String partition) {
    JsonNode parsed;
    try {
      parsed = JsonMapper.shared().readTree(document);
    } catch (JacksonException e) {
      return NODES.stringNode(document);
    }
    if (!parsed.isObject()) {
      return NODES.stringNode(document);
    }
    ObjectNode meaning = NODES.objectNode();
    meaning.set("version", parsed.path("Version"));
    List<JsonNode> statements = new ArrayList<>();
    for (JsonNode statement : list(parsed.path("Statement"))) {
      statements.add(statement(statement, partition));
    }
    statements.sort(Comparator.comparing(JsonNode::toString));
    ArrayNode all = meaning.putArray("statements");
    statements.forEach(all::add);
    return meaning;
  }

  private static JsonNode statement(JsonNode statement, String partition) {
    if (!statement.isObject()) {
      return statement;
    }
    TreeMap<String, JsonNode> parts = new TreeMap<>();
    statement
        .properties()
        .forEach(part -> parts.put(part.getKey(), part(part.getKey(), part.getValue(), partition)));
    // An identifier says nothing about what is allowed.
    parts.remove("Sid");
    return object(parts);
  }

  private static JsonNode part(String name, JsonNode value, String partition) {
    return switch (name) {
      // Actions are not case-sensitive.
      case "Action", "NotAction" -> texts(value, text -> text.toLowerCase(Locale.ROOT));
      case "Resource", "NotResource" -> texts(value, UnaryOperator.identity());
      case "Principal", "NotPrincipal" -> principal(value, partition);
      case "Condition" -> conditions(value);
      default -> value;
    };
  }

  private static JsonNode principal(JsonNode value, String partition) {
    if (!value.isObject()) {
      return principal(NODES.objectNode().set("AWS", value), partition);
    }
    TreeMap<String, JsonNode> parts = new TreeMap<>();
    value
        .properties()
        .forEach(
            part ->
                parts.put(
                    part.getKey(),
                    texts(
                        part.getValue(),
                        text ->
                            ACCOUNT.matcher(text).matches()
                                ? "arn:" + partition + ":iam::" + text + ":root"
                                : text)));
    return object(parts);
  }

  private static JsonNode conditions(JsonNode value) {
    if (!value.isObject()) {
      return value;
    }
    TreeMap<String, JsonNode> operators = new TreeMap<>();
    value
        .properties()
        .forEach(
            operator -> {
              TreeMap<String, JsonNode> keys = new TreeMap<>();
              // Condition keys are not case-sensitive, their values are.
              operator
                  .getValue()
                  .properties()
                  .forEach(
                      key ->
                          keys.put(
                              key.getKey().toLowerCase(Locale.ROOT),
                              texts(key.getValue(), UnaryOperator.identity())));
              operators.put(operator.getKey(), object(keys));
            });
    return object(operators);
  }

  private static JsonNode texts(JsonNode value, UnaryOperator<String> form) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(value)) {
      texts.add(form.apply(element.isString() ? element.stringValue() : element.toString()));
    }
    ArrayNode array = NODES.arrayNode();
    texts.stream().distinct().sorted().forEach(array::add);
    return array;
  }

  private static Iterable<JsonNode> list(JsonNode value) {
    if (value.isMissingNode()) {
      return List.of();
    }
    return value.isArray() ? value : List.of(value);
  }

  private static ObjectNode object(TreeMap<String, JsonNode> parts) {
    ObjectNode object = NODES.objectNode();
    parts.forEach(object::set);
    return object;
  }
}
