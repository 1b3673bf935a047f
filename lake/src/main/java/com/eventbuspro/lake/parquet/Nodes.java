package com.eventbuspro.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;

/** Builds the nodes of a schema. */
final class Nodes {
  private final MessageType message;

  private Nodes(MessageType message) {
    this.message = message;
  }

  static StructNode of(Schema schema, MessageType message) {
    return new Nodes(message).struct(schema.asStruct(), message, List.of());
  }

  private StructNode struct(Types.StructType struct, GroupType group, List<String> path) {
    List<Node> fields = new ArrayList<>();
    for (int i = 0; i < struct.fields().size(); i++) {
      fields.add(node(struct.fields().get(i).type(), group.getType(i), path));
    }
    return new StructNode(fields, path.isEmpty() ? 0 : definition(path));
  }

  private Node node(Type type, org.apache.parquet.schema.Type parquet, List<String> parent) {
    List<String> path = append(parent, parquet.getName());
    if (type.isStructType()) {
      return struct(type.asStructType(), parquet.asGroupType(), path);
    }
    if (type.isListType() || type.isMapType()) {
      return repeated(type, parquet.asGroupType(), path);
    }
    var column = message.getColumnDescription(path.toArray(String[]::new));
    return new Leaf(column, Encoders.of(type, column));
  }

  private Node repeated(Type type, GroupType group, List<String> path) {
    GroupType repeated = group.getType(0).asGroupType();
    List<String> inner = append(path, repeated.getName());
    int definition = definition(path);
    int innerDefinition = definition(inner);
    int repetition = message.getMaxRepetitionLevel(inner.toArray(String[]::new));
    if (type.isListType()) {
      return new ListNode(
          node(type.asListType().elementType(), repeated.getType(0), inner),
          definition,
          innerDefinition,
          repetition);
    }
    return new MapNode(
        node(type.asMapType().keyType(), repeated.getType(0), inner),
        node(type.asMapType().valueType(), repeated.getType(1), inner),
        definition,
        innerDefinition,
        repetition);
  }

  private int definition(List<String> path) {
    return message.getMaxDefinitionLevel(path.toArray(String[]::new));
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
