package com.eventbuspro.transform.source;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.Envelope;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
  private final long sinceMicros;

  private HistoryColumns(int wanted, int time, int arrival, long sinceMicros) {
    this.wanted = wanted;
    this.time = time;
    this.arrival = arrival;
    this.sinceMicros = sinceMicros;
  }

  static HistoryColumns of(Schema columns, @Nullable Instant since) {
    List<String> names = columns.columns().stream().map(Types.NestedField::name).toList();
    int own = names.indexOf(Envelope.INGESTED_AT);
    int arrival = since == null ? NONE : own >= 0 ? own : names.size() + 1;
    long micros = since == null ? Long.MIN_VALUE : ChronoUnit.MICROS.between(Instant.EPOCH, since);
    return new HistoryColumns(names.size(), names.indexOf(Envelope.TIME), arrival, micros);
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
    if (arrival > wanted) {
      fields.add(table.schema().findField(Envelope.INGESTED_AT));
    }
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
