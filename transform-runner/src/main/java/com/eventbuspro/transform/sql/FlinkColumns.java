package com.eventbuspro.transform.sql;

import com.eventbuspro.lake.table.Envelope;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The lake's columns in Flink's words. */
public final class FlinkColumns {
  /** The column that tells when a row is being processed. */
  static final String PROCESSED_AT = "_processed_at";

  /** Flink's event time has milliseconds; the lake keeps microseconds. */
  private static final int EVENT_TIME_DIGITS = 3;

  private static final int TIMESTAMP_DIGITS = 6;

  private static final int UUID_BYTES = 16;

  private FlinkColumns() {}

  /** The columns of an event type, with its event time and the time of processing. */
  static Schema schema(EventTypeTable table) {
    Schema.Builder schema = Schema.newBuilder();
    for (Types.NestedField field : table.columns().columns()) {
      schema.column(field.name(), column(field));
    }
    schema.columnByExpression(PROCESSED_AT, "PROCTIME()");
    schema.watermark(Envelope.TIME, "SOURCE_WATERMARK()");
    return schema.build();
  }

  /** The type of rows that have some of an event type's columns, in the order given. */
  public static RowType rows(EventTypeTable table, List<String> columns) {
    return RowType.of(
        columns.stream()
            .map(column -> column(table.columns().findField(column)).getLogicalType())
            .toArray(LogicalType[]::new),
        columns.toArray(String[]::new));
  }

  /**
   * Whether values of a type are UUIDs. Flink has no type of its own for them, and nothing else
   * becomes {@code BINARY(16)} here, unless the SQL says so: bytes are {@code BYTES}.
   */
  public static boolean isUuid(LogicalType type) {
    return type instanceof BinaryType binary && binary.getLength() == UUID_BYTES;
  }

  private static DataType column(Types.NestedField field) {
    return field.name().equals(Envelope.TIME)
        ? DataTypes.TIMESTAMP_LTZ(EVENT_TIME_DIGITS).notNull()
        : type(field);
  }

  private static DataType type(Types.NestedField field) {
    DataType type = type(field.type());
    return field.isOptional() ? type.nullable() : type.notNull();
  }

  private static DataType type(Type type) {
    return switch (type.typeId()) {
      case BOOLEAN -> DataTypes.BOOLEAN();
      case INTEGER -> DataTypes.INT();
      case LONG -> DataTypes.BIGINT();
      case FLOAT -> DataTypes.FLOAT();
      case DOUBLE -> DataTypes.DOUBLE();
      case STRING -> DataTypes.STRING();
      // As Iceberg's source brings it.
      case UUID -> DataTypes.BINARY(UUID_BYTES);
      case BINARY -> DataTypes.BYTES();
      case DATE -> DataTypes.DATE();
      // Flink computes with milliseconds of the day, whatever precision is declared.
      case TIME -> DataTypes.TIME(EVENT_TIME_DIGITS);
      case TIMESTAMP -> DataTypes.TIMESTAMP_LTZ(TIMESTAMP_DIGITS);
      case DECIMAL -> {
        Types.DecimalType decimal = (Types.DecimalType) type;
        yield DataTypes.DECIMAL(decimal.precision(), decimal.scale());
      }
      case LIST -> DataTypes.ARRAY(type(type.asListType().fields().get(0)));
      case MAP ->
          DataTypes.MAP(DataTypes.STRING().notNull(), type(type.asMapType().field(valueId(type))));
      case STRUCT ->
          DataTypes.ROW(
              type.asStructType().fields().stream()
                  .map(part -> DataTypes.FIELD(part.name(), type(part)))
                  .toArray(DataTypes.Field[]::new));
      case FIXED, TIMESTAMP_NANO, VARIANT, GEOMETRY, GEOGRAPHY, UNKNOWN ->
          throw new IllegalArgumentException("The lake has no columns of type " + type);
    };
  }

  private static int valueId(Type type) {
    return type.asMapType().valueId();
  }
}
