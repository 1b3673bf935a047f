package com.eventbuspro.transform.source;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.UUIDUtil;
import org.jspecify.annotations.Nullable;

/** Decoded values in Flink's internal forms, as Iceberg's own source brings them. */
final class FlinkValues {
  private static final long MICROS_PER_MILLI = 1000;

  private FlinkValues() {}

  /** Changes a value that is not null. */
  interface Converter {
    Object convert(Object value);
  }

  static Converter of(Type type) {
    return switch (type.typeId()) {
      case BOOLEAN, INTEGER, LONG, FLOAT, DOUBLE, DATE, BINARY -> value -> value;
      case STRING -> value -> StringData.fromString((String) value);
      case UUID -> value -> UUIDUtil.convert((UUID) value);
      case TIME -> value -> (int) ((Long) value / MICROS_PER_MILLI);
      case TIMESTAMP -> value -> timestamp((Long) value);
      case DECIMAL -> {
        Types.DecimalType decimal = (Types.DecimalType) type;
        yield value ->
            DecimalData.fromBigDecimal((BigDecimal) value, decimal.precision(), decimal.scale());
      }
      case LIST -> {
        Converter element = of(type.asListType().elementType());
        yield value ->
            new GenericArrayData(
                ((List<?>) value).stream().map(item -> convert(element, item)).toArray());
      }
      case MAP -> {
        Converter item = of(type.asMapType().valueType());
        yield value -> map((Map<?, ?>) value, item);
      }
      case STRUCT -> {
        Converter[] parts =
            type.asStructType().fields().stream()
                .map(field -> of(field.type()))
                .toArray(Converter[]::new);
        yield value -> row((Object[]) value, parts);
      }
      case FIXED, TIMESTAMP_NANO, VARIANT, GEOMETRY, GEOGRAPHY, UNKNOWN ->
          throw new IllegalArgumentException("The lake has no columns of type " + type);
    };
  }

  static @Nullable Object convert(Converter converter, @Nullable Object value) {
    return value == null ? null : converter.convert(value);
  }

  static TimestampData timestamp(long micros) {
    long millis = Math.floorDiv(micros, MICROS_PER_MILLI);
    return TimestampData.fromEpochMillis(millis, (int) (micros - millis * MICROS_PER_MILLI) * 1000);
  }

  /**
   * An event time as Flink computes with it: milliseconds, the same before and behind a shuffle.
   */
  static TimestampData eventTime(TimestampData time) {
    return time.getNanoOfMillisecond() == 0
        ? time
        : TimestampData.fromEpochMillis(time.getMillisecond());
  }

  private static GenericMapData map(Map<?, ?> values, Converter item) {
    Map<Object, @Nullable Object> converted = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> converted.put(StringData.fromString(key.toString()), convert(item, value)));
    return new GenericMapData(converted);
  }

  private static GenericRowData row(@Nullable Object[] values, Converter[] parts) {
    GenericRowData row = new GenericRowData(parts.length);
    for (int i = 0; i < parts.length; i++) {
      row.setField(i, convert(parts[i], values[i]));
    }
    return row;
  }
}
