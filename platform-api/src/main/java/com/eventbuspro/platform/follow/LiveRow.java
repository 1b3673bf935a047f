package com.eventbuspro.platform.follow;

import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.FieldType.Primitive;
import com.eventbuspro.streams.StreamRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event as the newest rows of the lake will show it, but by the names of its own schema version.
 */
final class LiveRow {
  private static final long NANOS_PER_MICRO = 1_000;

  private LiveRow() {}

  static Map<String, @Nullable Object> of(
      Decoded.Event event, EventSchema schema, ShardId shard, StreamRecord record) {
    Map<String, @Nullable Object> row = struct(event.values(), schema.root());
    row.put("_id", event.id());
    row.put("_time", instant(event.timeMicros()));
    row.put("_source", event.source());
    row.put("_schema_version", event.schemaVersion());
    row.put("_ingested_at", arrival(record));
    row.put("_shard", shard.value());
    row.put("_sequence", record.sequence());
    row.put("_extra", event.extra());
    return row;
  }

  /** A record that is no event of this type, and will be in quarantine. */
  static Map<String, @Nullable Object> of(
      Decoded.Rejected rejected, ShardId shard, StreamRecord record) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("cause", rejected.cause().name());
    shown.put("pointer", rejected.pointer());
    shown.put("message", rejected.message());
    shown.put("_ingested_at", arrival(record));
    shown.put("_shard", shard.value());
    shown.put("_sequence", record.sequence());
    return shown;
  }

  private static String arrival(StreamRecord record) {
    return record.arrival().truncatedTo(ChronoUnit.MICROS).toString();
  }

  private static Map<String, @Nullable Object> struct(
      @Nullable Object[] values, FieldType.Struct struct) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    List<Field> fields = struct.fields();
    for (int i = 0; i < fields.size(); i++) {
      members.put(fields.get(i).name(), value(values[i], fields.get(i).type()));
    }
    return members;
  }

  private static @Nullable Object value(@Nullable Object value, FieldType type) {
    if (value == null) {
      return null;
    }
    if (type instanceof FieldType.Struct struct) {
      return struct((Object[]) value, struct);
    }
    if (type instanceof FieldType.ListOf list) {
      List<@Nullable Object> elements = new ArrayList<>();
      ((List<?>) value).forEach(element -> elements.add(value(element, list.element())));
      return elements;
    }
    if (type instanceof FieldType.MapOf map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach((key, entry) -> entries.put((String) key, value(entry, map.value())));
      return entries;
    }
    return type instanceof FieldType.Decimal ? value : primitive(value, (Primitive) type);
  }

  private static Object primitive(Object value, Primitive type) {
    return switch (type) {
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING -> value;
      case TIMESTAMP -> instant((Long) value);
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case TIME -> LocalTime.ofNanoOfDay((Long) value * NANOS_PER_MICRO).toString();
      case UUID -> Objects.toString(value);
      case BINARY -> Base64.getEncoder().encodeToString((byte[]) value);
    };
  }

  private static String instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
