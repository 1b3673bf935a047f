package com.eventbuspro.transform.analysis;

import com.eventbuspro.transform.sql.FlinkColumns;
import java.util.List;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Flink's types as JSON Schema, in the subset that event types have. */
final class DerivedType {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DerivedType() {}

  /** A type has no counterpart in JSON Schema. */
  static final class UnsupportedTypeException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsupportedTypeException(LogicalType type, String advice) {
      super(type.asSummaryString());
      this.advice = advice;
    }

    private final String advice;

    String type() {
      return String.valueOf(getMessage());
    }

    String advice() {
      return advice;
    }
  }

  /** The schema of values of a type, null among them if the type says so. */
  static ObjectNode schema(LogicalType type) throws UnsupportedTypeException {
    return switch (type.getTypeRoot()) {
      case CHAR, VARCHAR -> typed("string", type);
      case BOOLEAN -> typed("boolean", type);
      case TINYINT, SMALLINT, INTEGER -> typed("integer", type).put("format", "int32");
      case BIGINT -> typed("integer", type);
      case FLOAT -> typed("number", type).put("format", "float");
      case DOUBLE -> typed("number", type);
      case DECIMAL -> decimal((DecimalType) type);
      case BINARY, VARBINARY ->
          typed("string", type).put("format", FlinkColumns.isUuid(type) ? "uuid" : "byte");
      case DATE -> typed("string", type).put("format", "date");
      case TIME_WITHOUT_TIME_ZONE -> typed("string", type).put("format", "time");
      // Flink's clock is set to UTC, so that a timestamp without zone is one of UTC.
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          typed("string", type).put("format", "date-time");
      case ARRAY -> array((ArrayType) type);
      case MAP -> map((MapType) type);
      case ROW -> row((RowType) type);
      case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
          throw new UnsupportedTypeException(
              type, "Make a number of it, as with TIMESTAMPDIFF(SECOND, a, b)");
      case MULTISET -> throw new UnsupportedTypeException(type, "Use ARRAY_AGG instead of COLLECT");
      case NULL ->
          throw new UnsupportedTypeException(
              type, "Say of which type the NULL is, as in CAST(NULL AS STRING)");
      case VARIANT -> throw new UnsupportedTypeException(type, "Make text of it with JSON_STRING");
      case TIMESTAMP_WITH_TIME_ZONE,
          DISTINCT_TYPE,
          STRUCTURED_TYPE,
          RAW,
          SYMBOL,
          UNRESOLVED,
          DESCRIPTOR ->
          throw new UnsupportedTypeException(type, "CAST it to STRING");
    };
  }

  private static ObjectNode typed(String name, LogicalType type) {
    ObjectNode schema = JSON.objectNode();
    if (type.isNullable()) {
      schema.putArray("type").add(name).add("null");
    } else {
      schema.put("type", name);
    }
    return schema;
  }

  private static ObjectNode decimal(DecimalType type) {
    return typed("number", type)
        .put("format", "decimal")
        .put("x-precision", type.getPrecision())
        .put("x-scale", type.getScale());
  }

  private static ObjectNode array(ArrayType type) throws UnsupportedTypeException {
    ObjectNode schema = typed("array", type);
    schema.set("items", schema(type.getElementType()));
    return schema;
  }

  private static ObjectNode map(MapType type) throws UnsupportedTypeException {
    if (!type.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
      throw new UnsupportedTypeException(type, "The keys of a map in JSON are text: CAST them");
    }
    ObjectNode schema = typed("object", type);
    schema.set("additionalProperties", schema(type.getValueType()));
    return schema;
  }

  private static ObjectNode row(RowType type) throws UnsupportedTypeException {
    ObjectNode schema = typed("object", type);
    ObjectNode properties = schema.putObject("properties");
    List<RowType.RowField> fields = type.getFields();
    for (RowType.RowField field : fields) {
      properties.set(field.getName(), schema(field.getType()));
    }
    List<String> required =
        fields.stream()
            .filter(field -> !field.getType().isNullable())
            .map(RowType.RowField::getName)
            .toList();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    return schema;
  }
}
