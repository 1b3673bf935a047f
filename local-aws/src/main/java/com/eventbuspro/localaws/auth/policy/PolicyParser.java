package com.eventbuspro.localaws.auth.policy;

import com.eventbuspro.localaws.auth.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a policy's JSON and refuses what IAM refuses, in IAM's words where it has them. */
final class PolicyParser {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
  private static final Set<String> DOCUMENT_ELEMENTS = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT_ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final String SYNTAX = "Syntax errors in policy.";

  private final PolicyKind kind;

  PolicyParser(PolicyKind kind) {
    this.kind = kind;
  }

  PolicyDocument parse(String json) {
    JsonNode root = read(json);
    requireKnown(root, DOCUMENT_ELEMENTS);
    JsonNode version = root.get("Version");
    if (version != null && !VERSIONS.contains(text(version))) {
      throw new PolicySyntaxException("The policy must contain a valid version string");
    }
    JsonNode statement = root.get("Statement");
    if (statement == null) {
      throw new PolicySyntaxException(SYNTAX);
    }
    List<Statement> statements = new ArrayList<>();
    if (statement.isArray()) {
      statement.forEach(each -> statements.add(statement(each)));
    } else {
      statements.add(statement(statement));
    }
    if (statements.isEmpty()) {
      throw new PolicySyntaxException(SYNTAX);
    }
    return new PolicyDocument(statements);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw new PolicySyntaxException("This policy contains invalid Json");
    }
  }

  private Statement statement(JsonNode node) {
    requireKnown(node, STATEMENT_ELEMENTS);
    return new Statement(
        effect(node.get("Effect")),
        principal(node),
        actions(node),
        resources(node),
        conditions(node.get("Condition")));
  }

  private static void requireKnown(JsonNode node, Set<String> known) {
    if (!node.isObject() || !known.containsAll(node.propertyNames())) {
      throw new PolicySyntaxException(SYNTAX);
    }
  }

  private static Effect effect(@Nullable JsonNode node) {
    return switch (node == null ? "" : text(node)) {
      case "Allow" -> Effect.ALLOW;
      case "Deny" -> Effect.DENY;
      default -> throw new PolicySyntaxException(SYNTAX);
    };
  }

  private @Nullable PrincipalElement principal(JsonNode statement) {
    JsonNode principal = oneOf(statement, "Principal", "NotPrincipal");
    if (kind == PolicyKind.IDENTITY) {
      if (principal != null) {
        throw new PolicySyntaxException("Policy document should not specify a principal.");
      }
      return null;
    }
    if (principal == null) {
      throw new PolicySyntaxException(
          kind == PolicyKind.TRUST
              ? "Missing required field Principal"
              : "Missing required field Principal cannot be empty!");
    }
    return new PrincipalElement(names(principal), statement.has("NotPrincipal"));
  }

  private static List<String> names(JsonNode principal) {
    if (principal.isString()) {
      if (!text(principal).equals("*")) {
        throw new PolicySyntaxException("Invalid principal in policy");
      }
      return List.of("*");
    }
    if (!principal.isObject() || principal.isEmpty()) {
      throw new PolicySyntaxException("Invalid principal in policy");
    }
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : principal.properties()) {
      List<String> values = texts(entry.getValue());
      switch (entry.getKey()) {
        case "AWS" -> {
          values.forEach(PolicyParser::requireAwsPrincipal);
          names.addAll(values);
        }
        case "Service", "Federated", "CanonicalUser" -> {}
        default -> throw new PolicySyntaxException("Invalid principal in policy");
      }
    }
    return names;
  }

  private static void requireAwsPrincipal(String name) {
    if (!name.equals("*") && !name.matches("[0-9]{12}") && !name.startsWith("arn:")) {
      throw new PolicySyntaxException("Invalid principal in policy: \"AWS\":\"" + name + "\"");
    }
  }

  private Matcher actions(JsonNode statement) {
    JsonNode actions = oneOf(statement, "Action", "NotAction");
    if (actions == null) {
      throw new PolicySyntaxException("Policy statement must contain actions.");
    }
    List<String> names = texts(actions);
    for (String name : names) {
      if (!name.equals("*") && !name.matches("[A-Za-z0-9-]+:[A-Za-z0-9*?]+")) {
        throw new PolicySyntaxException(
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
      }
    }
    return Matcher.ofActions(names, statement.has("NotAction"));
  }

  private @Nullable Matcher resources(JsonNode statement) {
    JsonNode resources = oneOf(statement, "Resource", "NotResource");
    if (kind == PolicyKind.TRUST) {
      if (resources != null) {
        throw new PolicySyntaxException("Has prohibited field Resource");
      }
      return null;
    }
    if (resources == null) {
      throw new PolicySyntaxException("Policy statement must contain resources.");
    }
    List<String> arns = texts(resources);
    for (String arn : arns) {
      if (!arn.equals("*") && !arn.startsWith("arn:")) {
        throw new PolicySyntaxException("Resource " + arn + " must be in ARN format or \"*\".");
      }
    }
    return Matcher.ofResources(arns, statement.has("NotResource"));
  }

  private static List<Condition> conditions(@Nullable JsonNode block) {
    List<Condition> conditions = new ArrayList<>();
    if (block == null) {
      return conditions;
    }
    if (!block.isObject()) {
      throw new PolicySyntaxException(SYNTAX);
    }
    for (Map.Entry<String, JsonNode> operator : block.properties()) {
      if (!operator.getValue().isObject()) {
        throw new PolicySyntaxException(SYNTAX);
      }
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        conditions.add(Condition.parse(operator.getKey(), key.getKey(), texts(key.getValue())));
      }
    }
    return conditions;
  }

  /** The one of two exclusive elements that is there; null when neither is. */
  private static @Nullable JsonNode oneOf(JsonNode statement, String name, String inverse) {
    if (statement.has(name) && statement.has(inverse)) {
      throw new PolicySyntaxException(SYNTAX);
    }
    return statement.has(name) ? statement.get(name) : statement.get(inverse);
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(each -> texts.add(text(each)));
    } else {
      texts.add(text(node));
    }
    if (texts.isEmpty()) {
      throw new PolicySyntaxException(SYNTAX);
    }
    return texts;
  }

  /** Numbers and booleans are accepted as values of conditions, as IAM does. */
  private static String text(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      throw new PolicySyntaxException(SYNTAX);
    }
    return node.asString();
  }
}
