package com.eventbuspro.lake.table;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.schema.FieldType;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The lake's tables in Iceberg's words. */
public final class LakeSchemas {
  private LakeSchemas() {}

  /** The schema of a new event table: the schema's columns, then the envelope's. */
  public static Schema eventTable(TableColumns columns) {
    Ids ids = new Ids();
    List<Types.NestedField> fields = new ArrayList<>(fields(columns.columns(), ids));
    for (Types.NestedField field : Envelope.columns()) {
      fields.add(Types.NestedField.from(field).withId(ids.next()).build());
    }
    return new Schema(fields);
  }

  /** By day of arrival: replays land where they landed before, and newest rows are together. */
  public static PartitionSpec byDayOfArrival(Schema schema) {
    return PartitionSpec.builderFor(schema).day(Envelope.INGESTED_AT).build();
  }

  /**
   * A table's spec that is by day of arrival, even if somebody added another.
   *
   * @throws LakeException {@code NOT_OURS} if it has none
   */
  public static PartitionSpec byDayOfArrival(Table table) {
    Types.NestedField arrival = table.schema().findField(Envelope.INGESTED_AT);
    return table.specs().values().stream()
        .filter(
            spec ->
                arrival != null
                    && spec.fields().size() == 1
                    && spec.fields().get(0).sourceId() == arrival.fieldId()
                    && spec.fields().get(0).transform().toString().equals("day"))
        .findFirst()
        .orElseThrow(
            () ->
                new LakeException(
                    LakeException.Code.NOT_OURS,
                    "The table "
                        + table.name()
                        + " was never partitioned by the day of "
                        + Envelope.INGESTED_AT));
  }

  private static List<Types.NestedField> fields(List<Column> columns, Ids ids) {
    return columns.stream()
        .map(
            column -> {
              int id = ids.next();
              return Types.NestedField.builder()
                  .withId(id)
                  .withName(column.name())
                  .isOptional(!column.required())
                  .ofType(type(column.type(), ids))
                  .withDoc(column.doc().isEmpty() ? null : column.doc())
                  .build();
            })
        .toList();
  }

  /** The type of a column to be added; the ids in it are placeholders. */
  static Type type(Column.Shape shape) {
    return type(shape, new Ids());
  }

  private static Type type(Column.Shape shape, Ids ids) {
    if (shape instanceof Column.Shape.Many many) {
      int id = ids.next();
      Type element = type(many.element(), ids);
      return many.nullable()
          ? Types.ListType.ofOptional(id, element)
          : Types.ListType.ofRequired(id, element);
    }
    if (shape instanceof Column.Shape.Keyed keyed) {
      int key = ids.next();
      int id = ids.next();
      Type value = type(keyed.value(), ids);
      return keyed.nullable()
          ? Types.MapType.ofOptional(key, id, Types.StringType.get(), value)
          : Types.MapType.ofRequired(key, id, Types.StringType.get(), value);
    }
    if (shape instanceof Column.Shape.Parts parts) {
      return Types.StructType.of(fields(parts.columns(), ids));
    }
    return scalar(((Column.Shape.Scalar) shape).type());
  }

  static Type.PrimitiveType scalar(FieldType type) {
    if (type instanceof FieldType.Decimal decimal) {
      return Types.DecimalType.of(decimal.precision(), decimal.scale());
    }
    return switch ((FieldType.Primitive) type) {
      case BOOLEAN -> Types.BooleanType.get();
      case INT -> Types.IntegerType.get();
      case LONG -> Types.LongType.get();
      case FLOAT -> Types.FloatType.get();
      case DOUBLE -> Types.DoubleType.get();
      case STRING -> Types.StringType.get();
      case TIMESTAMP -> Types.TimestampType.withZone();
      case DATE -> Types.DateType.get();
      case TIME -> Types.TimeType.get();
      case UUID -> Types.UUIDType.get();
      case BINARY -> Types.BinaryType.get();
    };
  }

  private static final class Ids {
    private int last;

    int next() {
      return ++last;
    }
  }
}
