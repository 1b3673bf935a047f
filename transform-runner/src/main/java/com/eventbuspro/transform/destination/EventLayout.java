package com.eventbuspro.transform.destination;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a result are the event's data, and which say something about it: {@code _id} is
 * its id if it is text, {@code _time} its time.
 */
final class EventLayout implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int NONE = -1;
  private static final int ID_BYTES = 16;

  private final ArrayList<ResultColumn> data;
  private final int id;
  private final RowData.@Nullable FieldGetter time;

  private EventLayout(List<ResultColumn> data, int id, RowData.@Nullable FieldGetter time) {
    this.data = new ArrayList<>(data);
    this.id = id;
    this.time = time;
  }

  /** All columns are data but for the id and the time. */
  static EventLayout open(RowType row) {
    return layout(row, null, null);
  }

  /**
   * The columns that the event type's schema has are data; those of the envelope that an event
   * brings by itself are left out.
   *
   * @throws IllegalArgumentException if there is a column that the schema does not have
   */
  static EventLayout of(RowType row, EventTypeName type, EventSchema schema) {
    return layout(row, schema, type);
  }

  private static EventLayout layout(
      RowType row, @Nullable EventSchema schema, @Nullable EventTypeName type) {
    List<ResultColumn> data = new ArrayList<>();
    int id = NONE;
    RowData.FieldGetter time = null;
    for (int i = 0; i < row.getFieldCount(); i++) {
      String name = row.getFieldNames().get(i);
      LogicalType column = row.getTypeAt(i);
      if (name.equals(Envelope.ID) && column.is(LogicalTypeFamily.CHARACTER_STRING)) {
        id = i;
      } else if (name.equals(Envelope.TIME)
          && (column.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
              || column.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE))) {
        // Rows that come over the network have it in a form that only its own type can read.
        time = RowData.createFieldGetter(column.copy(true), i);
      } else if (schema == null || has(schema, name)) {
        data.add(new ResultColumn(name, column, i));
      } else if (!name.startsWith("_")) {
        throw new IllegalArgumentException(
            "The event type " + type + " has no property for the column " + name);
      }
    }
    return new EventLayout(data, id, time);
  }

  private static boolean has(EventSchema schema, String name) {
    return schema.root().fields().stream().anyMatch(field -> field.name().equals(name));
  }

  List<ResultColumn> data() {
    return data;
  }

  @Nullable TimestampData time(RowData row) {
    return time == null ? null : (TimestampData) time.getFieldOrNull(row);
  }

  /**
   * The id of the event: the same whenever the same row comes again. Rows without an id of their
   * own have the hash of what is in them, so rows that say the same are the same event.
   */
  String id(RowData row, String pipeline, byte[] json) {
    if (id >= 0 && !row.isNullAt(id)) {
      String own = row.getString(id).toString();
      if (!own.isEmpty()) {
        return own;
      }
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream(json.length + 64);
    content.writeBytes(pipeline.getBytes(StandardCharsets.UTF_8));
    content.write(0);
    TimestampData at = time(row);
    if (at != null) {
      content.writeBytes(JsonValues.instant(at).getBytes(StandardCharsets.UTF_8));
    }
    content.write(0);
    content.writeBytes(json);
    return HexFormat.of().formatHex(sha256(content.toByteArray()), 0, ID_BYTES);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
