package com.eventbuspro.provisioner.policy;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the policy documents the platform needs. Text only ever enters through a JSON writer. */
public final class Policies {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Policies() {}

  /** Exactly these actions on exactly this resource. */
  public static String allow(List<String> actions, String resourceArn) {
    ObjectNode statement = NODES.objectNode().put("Effect", "Allow");
    statement.set("Action", array(actions));
    statement.put("Resource", resourceArn);
    return document(statement);
  }

  /** Whoever in the account is allowed to by their own policies may assume the role. */
  public static String trustAccount(String partition, String accountId) {
    ObjectNode statement = NODES.objectNode().put("Effect", "Allow");
    statement
        .putObject("Principal")
        .put("AWS", "arn:" + partition + ":iam::" + accountId + ":root");
    statement.put("Action", "sts:AssumeRole");
    return document(statement);
  }

  /** Nobody, not even the account's root, reaches the bucket other than over TLS. */
  public static String tlsOnly(String partition, String bucket) {
    String arn = "arn:" + partition + ":s3:::" + bucket;
    ObjectNode statement =
        NODES
            .objectNode()
            .put("Sid", "DenyUnencryptedTransport")
            .put("Effect", "Deny")
            .put("Principal", "*")
            .put("Action", "s3:*");
    statement.set("Resource", array(List.of(arn, arn + "/*")));
    statement.putObject("Condition").putObject("Bool").put("aws:SecureTransport", "false");
    return document(statement);
  }

  private static ArrayNode array(List<String> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(array::add);
    return array;
  }

  private static String document(ObjectNode statement) {
    ObjectNode document = NODES.objectNode().put("Version", "2012-10-17");
    document.putArray("Statement").add(statement);
    return JsonMapper.shared().writeValueAsString(document);
  }
}
