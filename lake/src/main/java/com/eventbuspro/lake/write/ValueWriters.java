package com.eventbuspro.lake.write;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.parquet.ParquetValueWriters;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Iceberg's Parquet column writers, put together for our values: instants and times as long
 * microseconds, dates as int days, structs as {@code Object[]}, so that no value is turned into an
 * object of another kind only to be turned back.
 */
final class ValueWriters {
  private final MessageType message;

  private ValueWriters(MessageType message) {
    this.message = message;
  }

  /** A writer of rows: {@code Object[]}, one value per column of the schema. */
  static ParquetValueWriter<?> rows(org.apache.iceberg.Schema schema, MessageType message) {
    return new ValueWriters(message).struct(schema.asStruct(), message, List.of());
  }

  private ParquetValueWriter<?> struct(
      Types.StructType struct, GroupType group, List<String> path) {
    List<ParquetValueWriter<?>> writers = new ArrayList<>();
    for (int i = 0; i < struct.fields().size(); i++) {
      writers.add(value(struct.fields().get(i).type(), group.getType(i), path));
    }
    return new StructWriter(struct, writers);
  }

  private ParquetValueWriter<?> value(
      Type type, org.apache.parquet.schema.Type parquet, List<String> parent) {
    List<String> path = append(parent, parquet.getName());
    ParquetValueWriter<?> writer = plain(type, parquet, path);
    int definition = message.getMaxDefinitionLevel(path.toArray(String[]::new));
    return ParquetValueWriters.option(parquet, definition, writer);
  }

  private ParquetValueWriter<?> plain(
      Type type, org.apache.parquet.schema.Type parquet, List<String> path) {
    if (type.isStructType()) {
      return struct(type.asStructType(), parquet.asGroupType(), path);
    }
    if (type.isListType() || type.isMapType()) {
      return repeated(type, parquet.asGroupType(), path);
    }
    ColumnDescriptor column = message.getColumnDescription(path.toArray(String[]::new));
    return scalar(type, column);
  }

  private ParquetValueWriter<?> repeated(Type type, GroupType group, List<String> path) {
    GroupType repeated = group.getType(0).asGroupType();
    List<String> inner = append(path, repeated.getName());
    String[] innerPath = inner.toArray(String[]::new);
    int definition = message.getMaxDefinitionLevel(innerPath);
    int repetition = message.getMaxRepetitionLevel(innerPath);
    if (type.isListType()) {
      return ParquetValueWriters.collections(
          definition,
          repetition,
          value(type.asListType().elementType(), repeated.getType(0), inner));
    }
    return ParquetValueWriters.maps(
        definition,
        repetition,
        value(type.asMapType().keyType(), repeated.getType(0), inner),
        value(type.asMapType().valueType(), repeated.getType(1), inner));
  }

  private static ParquetValueWriter<?> scalar(Type type, ColumnDescriptor column) {
    return switch (type.typeId()) {
      case BOOLEAN -> ParquetValueWriters.booleans(column);
      case INTEGER, DATE -> ParquetValueWriters.ints(column);
      case LONG, TIME, TIMESTAMP -> ParquetValueWriters.longs(column);
      case FLOAT -> ParquetValueWriters.floats(column);
      case DOUBLE -> ParquetValueWriters.doubles(column);
      case STRING -> ParquetValueWriters.strings(column);
      case UUID -> ParquetValueWriters.uuids(column);
      case BINARY -> new BytesWriter(column);
      case DECIMAL -> decimal((Types.DecimalType) type, column);
      default -> throw new IllegalArgumentException("Our tables have no columns of type " + type);
    };
  }

  private static ParquetValueWriter<?> decimal(Types.DecimalType type, ColumnDescriptor column) {
    int precision = type.precision();
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> ParquetValueWriters.decimalAsInteger(column, precision, type.scale());
      case INT64 -> ParquetValueWriters.decimalAsLong(column, precision, type.scale());
      default -> ParquetValueWriters.decimalAsFixed(column, precision, type.scale());
    };
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  private static final class StructWriter
      extends ParquetValueWriters.StructWriter<@Nullable Object[]> {
    StructWriter(Types.StructType struct, List<ParquetValueWriter<?>> writers) {
      super(struct, writers);
    }

    @Override
    protected @Nullable Object get(@Nullable Object[] values, int index) {
      return values[index];
    }
  }

  private static final class BytesWriter extends ParquetValueWriters.PrimitiveWriter<byte[]> {
    BytesWriter(ColumnDescriptor column) {
      super(column);
    }

    @Override
    public void write(int repetitionLevel, byte[] value) {
      column.writeBinary(repetitionLevel, Binary.fromConstantByteArray(value));
    }
  }
}
