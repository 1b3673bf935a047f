package com.eventbuspro.transform.source;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.transform.source.FilesReader.Rows;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * What is read of the lake's files: the columns wanted, then what is needed to find a row again and
 * to know when it arrived.
 */
final class HistoryColumns implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int NONE = -1;
  private static final int MICROS = 6;

  private final int wanted;
  private final int time;
  private final int arrival;
  private final int shard;
  private final int sequence;
  private final long sinceMicros;
  private final ArrayList<String> added;

  private HistoryColumns(
      List<String> names, @Nullable Instant since, ArrayList<String> added, Rows rows) {
    this.wanted = names.size();
    this.time = names.indexOf(Envelope.TIME);
    this.added = added;
    this.arrival = since == null ? NONE : index(names, Envelope.INGESTED_AT);
    this.shard = rows == Rows.ALL ? NONE : index(names, Envelope.SHARD);
    this.sequence = rows == Rows.ALL ? NONE : index(names, Envelope.SEQUENCE);
    this.sinceMicros =
        since == null ? Long.MIN_VALUE : ChronoUnit.MICROS.between(Instant.EPOCH, since);
  }

  static HistoryColumns of(Schema columns, @Nullable Instant since, Rows rows) {
    return new HistoryColumns(
        columns.columns().stream().map(Types.NestedField::name).toList(),
        since,
        new ArrayList<>(),
        rows);
  }

  /** Where a column is that must be there; behind those wanted and the row's number if need be. */
  private int index(List<String> names, String column) {
    int own = names.indexOf(column);
    if (own >= 0) {
      return own;
    }
    added.add(column);
    return names.size() + added.size();
  }

  /**
   * The columns to read of a table.
   *
   * @param columns the columns wanted; their ids count for nothing
   * @throws LakeException {@code SCHEMA_BEHIND} if the table has not all of them yet
   */
  Schema resolve(Schema columns, Table table) {
    List<Types.NestedField> fields = new ArrayList<>();
    for (Types.NestedField column : columns.columns()) {
      fields.add(resolve(column, table.schema().asStruct(), table));
    }
    fields.add(MetadataColumns.ROW_POSITION);
    added.forEach(column -> fields.add(table.schema().findField(column)));
    return new Schema(fields);
  }

  /**
   * The row as it is wanted, or null if it arrived too early.
   *
   * @throws ArithmeticException if a value does not fit the column it is wanted in
   */
  @Nullable RowData wanted(RowData row, Narrowing narrowing) {
    if (arrival >= 0 && micros(row.getTimestamp(arrival, MICROS)) < sinceMicros) {
      return null;
    }
    GenericRowData read = (GenericRowData) row;
    GenericRowData result = new GenericRowData(wanted);
    for (int i = 0; i < wanted; i++) {
      result.setField(i, narrowing.narrow(i, read.getField(i)));
    }
    if (time >= 0) {
      result.setField(time, FlinkValues.eventTime((TimestampData) read.getField(time)));
    }
    return result;
  }

  /**
   * Whether a row was further in its shard than positions are; those without one are at nothing.
   */
  boolean isBeyond(RowData row, Map<String, String> positions) {
    if (shard < 0) {
      return true;
    }
    String position = positions.get(row.getString(shard).toString());
    return position == null
        || Position.after(row.getString(sequence).toString()).compareTo(Position.decode(position))
            > 0;
  }

  /** Where the row is in its file. */
  long position(RowData row) {
    return row.getLong(wanted);
  }

  private static long micros(TimestampData time) {
    return time.getMillisecond() * 1000 + time.getNanoOfMillisecond() / 1000;
  }

  private static Types.NestedField resolve(
      Types.NestedField wanted, Types.StructType struct, Table table) {
    Types.NestedField found = struct.field(wanted.name());
    if (found == null) {
      throw new LakeException(
          LakeException.Code.SCHEMA_BEHIND,
          "The table " + table.name() + " has no column " + wanted.name() + " yet");
    }
    return Types.NestedField.from(found)
        .ofType(resolve(wanted.type(), found.type(), table))
        .build();
  }

  /** The wanted type with the ids of the table's. */
  private static Type resolve(Type wanted, Type found, Table table) {
    if (wanted.isStructType() && found.isStructType()) {
      return Types.StructType.of(
          wanted.asStructType().fields().stream()
              .map(part -> resolve(part, found.asStructType(), table))
              .toList());
    }
    if (wanted.isListType() && found.isListType()) {
      Types.ListType list = found.asListType();
      Type element = resolve(wanted.asListType().elementType(), list.elementType(), table);
      return list.isElementOptional()
          ? Types.ListType.ofOptional(list.elementId(), element)
          : Types.ListType.ofRequired(list.elementId(), element);
    }
    if (wanted.isMapType() && found.isMapType()) {
      Types.MapType map = found.asMapType();
      Type value = resolve(wanted.asMapType().valueType(), map.valueType(), table);
      return map.isValueOptional()
          ? Types.MapType.ofOptional(map.keyId(), map.valueId(), map.keyType(), value)
          : Types.MapType.ofRequired(map.keyId(), map.valueId(), map.keyType(), value);
    }
    // Where the table is not as wide yet, its values are widened as they are read.
    return wanted;
  }
}
