package com.eventbuspro.lake.read;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Rows as JSON would have them. */
final class JsonValues {
  private JsonValues() {}

  static Map<String, @Nullable Object> row(Record row, Types.StructType columns) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Types.NestedField column : columns.fields()) {
      values.put(column.name(), value(row.getField(column.name())));
    }
    return values;
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof OffsetDateTime time) {
      return DateTimeFormatter.ISO_INSTANT.format(time);
    }
    if (value instanceof LocalDateTime time) {
      return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
    }
    if (value instanceof LocalDate || value instanceof LocalTime || value instanceof UUID) {
      return value.toString();
    }
    if (value instanceof ByteBuffer bytes) {
      ByteBuffer encoded = Base64.getEncoder().encode(bytes.duplicate());
      return new String(encoded.array(), 0, encoded.limit(), StandardCharsets.US_ASCII);
    }
    if (value instanceof Record struct) {
      return row(struct, struct.struct());
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> values = new ArrayList<>(list.size());
      list.forEach(element -> values.add(value(element)));
      return values;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      map.forEach((key, element) -> values.put(key.toString(), value(element)));
      return values;
    }
    return value;
  }
}
