package com.eventbuspro.transform.destination;

import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.transform.sql.FlinkColumns;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes Flink's values as JSON, as an event's schema wants them where there is one: instants and
 * times in RFC 3339, decimals in full, bytes in base64, UUIDs as text.
 */
final class JsonValues {
  private static final int UUID_BYTES = 16;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_LOCAL_TIME;

  private JsonValues() {}

  /** Writes a value that is not null. */
  interface Writer {
    void write(JsonGenerator json, Object value);
  }

  /**
   * The writer of a type.
   *
   * @param wanted what the schema wants, or null if there is none
   * @param schema the schema, or null
   * @param pointer where the schema speaks of it
   */
  static Writer of(
      LogicalType type, @Nullable FieldType wanted, @Nullable EventSchema schema, String pointer) {
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> (json, value) -> json.writeBoolean((Boolean) value);
      case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
          (json, value) -> json.writeNumber(((Number) value).longValue());
      case FLOAT -> (json, value) -> json.writeNumber(finite((Float) value));
      case DOUBLE -> (json, value) -> json.writeNumber(finite((Double) value));
      case CHAR, VARCHAR -> (json, value) -> json.writeString(value.toString());
      case DECIMAL ->
          schema != null && schema.constraintsAt(pointer).decimalText()
              ? (json, value) ->
                  json.writeString(((DecimalData) value).toBigDecimal().toPlainString())
              : (json, value) -> json.writeNumber(((DecimalData) value).toBigDecimal());
      case BINARY, VARBINARY ->
          wanted == FieldType.Primitive.UUID || (wanted == null && FlinkColumns.isUuid(type))
              ? (json, value) -> json.writeString(uuid((byte[]) value).toString())
              : (json, value) -> json.writeBinary((byte[]) value);
      case DATE ->
          (json, value) -> json.writeString(LocalDate.ofEpochDay((Integer) value).toString());
      case TIME_WITHOUT_TIME_ZONE -> (json, value) -> json.writeString(time((Integer) value));
      // A time without zone is one in UTC, the zone that all SQL runs in.
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          (json, value) -> json.writeString(instant((TimestampData) value));
      case ARRAY -> array((ArrayType) type, wanted, schema, pointer);
      case MAP ->
          map(
              ((MapType) type).getKeyType(),
              ((MapType) type).getValueType(),
              wanted,
              schema,
              pointer);
      case MULTISET ->
          map(((MultisetType) type).getElementType(), new IntType(false), wanted, schema, pointer);
      case ROW, STRUCTURED_TYPE -> {
        List<ResultColumn> parts = new ArrayList<>();
        List<RowType.RowField> fields = ((RowType) type).getFields();
        for (int i = 0; i < fields.size(); i++) {
          parts.add(new ResultColumn(fields.get(i).getName(), fields.get(i).getType(), i));
        }
        ObjectWriter object = object(parts, wanted, schema, pointer);
        yield (json, value) -> object.write(json, (RowData) value);
      }
      default ->
          throw new IllegalArgumentException(
              "There is no JSON for a value of type " + type.asSummaryString());
    };
  }

  /** Writes the columns of a row as an object; what is null is left out unless it must be there. */
  static ObjectWriter object(
      List<ResultColumn> columns,
      @Nullable FieldType wanted,
      @Nullable EventSchema schema,
      String pointer) {
    List<Property> properties = new ArrayList<>();
    for (ResultColumn column : columns) {
      String at = pointer + "/properties/" + escaped(column.name());
      Field field = field(wanted, column.name());
      properties.add(
          new Property(
              column.name(),
              RowData.createFieldGetter(column.type().copy(true), column.index()),
              of(column.type(), field == null ? null : field.type(), schema, at),
              schema != null
                  && schema.constraintsAt(at).mandatory()
                  && schema.constraintsAt(at).nullable()));
    }
    return new ObjectWriter(properties);
  }

  private record Property(
      String name, RowData.FieldGetter getter, Writer writer, boolean evenIfNull) {}

  /** Writes rows as objects. */
  static final class ObjectWriter {
    private final List<Property> properties;

    private ObjectWriter(List<Property> properties) {
      this.properties = List.copyOf(properties);
    }

    void write(JsonGenerator json, RowData row) {
      json.writeStartObject();
      for (Property property : properties) {
        Object value = property.getter().getFieldOrNull(row);
        if (value != null) {
          json.writeName(property.name());
          property.writer().write(json, value);
        } else if (property.evenIfNull()) {
          json.writeNullProperty(property.name());
        }
      }
      json.writeEndObject();
    }
  }

  /** A moment in RFC 3339, UTC. */
  static String instant(TimestampData time) {
    LocalDateTime local = time.toLocalDateTime();
    return local.toInstant(ZoneOffset.UTC).toString();
  }

  private static Writer array(
      ArrayType type, @Nullable FieldType wanted, @Nullable EventSchema schema, String pointer) {
    FieldType element = wanted instanceof FieldType.ListOf list ? list.element() : null;
    Writer writer = of(type.getElementType(), element, schema, pointer + "/items");
    ArrayData.ElementGetter getter =
        ArrayData.createElementGetter(type.getElementType().copy(true));
    return (json, value) -> {
      ArrayData array = (ArrayData) value;
      json.writeStartArray();
      for (int i = 0; i < array.size(); i++) {
        Object item = getter.getElementOrNull(array, i);
        if (item == null) {
          json.writeNull();
        } else {
          writer.write(json, item);
        }
      }
      json.writeEndArray();
    };
  }

  private static Writer map(
      LogicalType keyType,
      LogicalType valueType,
      @Nullable FieldType wanted,
      @Nullable EventSchema schema,
      String pointer) {
    FieldType element = wanted instanceof FieldType.MapOf map ? map.value() : null;
    Writer writer = of(valueType, element, schema, pointer + "/additionalProperties");
    ArrayData.ElementGetter keys = ArrayData.createElementGetter(keyType.copy(true));
    ArrayData.ElementGetter values = ArrayData.createElementGetter(valueType.copy(true));
    return (json, value) -> {
      MapData map = (MapData) value;
      ArrayData allKeys = map.keyArray();
      ArrayData allValues = map.valueArray();
      json.writeStartObject();
      for (int i = 0; i < map.size(); i++) {
        json.writeName(String.valueOf(keys.getElementOrNull(allKeys, i)));
        Object item = values.getElementOrNull(allValues, i);
        if (item == null) {
          json.writeNull();
        } else {
          writer.write(json, item);
        }
      }
      json.writeEndObject();
    };
  }

  private static @Nullable Field field(@Nullable FieldType wanted, String name) {
    return wanted instanceof FieldType.Struct struct
        ? struct.fields().stream()
            .filter(field -> field.name().equals(name))
            .findFirst()
            .orElse(null)
        : null;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static double finite(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new ResultFault("NOT_A_NUMBER", "JSON has no number " + value);
    }
    return value;
  }

  private static float finite(float value) {
    finite((double) value);
    return value;
  }

  private static String time(int millisOfDay) {
    return TIME.format(LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos(millisOfDay)));
  }

  private static UUID uuid(byte[] bytes) {
    if (bytes.length != UUID_BYTES) {
      throw new ResultFault("BAD_FORMAT", "A UUID has 16 bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
