package com.eventbuspro.transform.source;

import java.math.BigDecimal;
import java.util.List;
import org.apache.flink.table.data.DecimalData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Brings values that a later schema version has room for back into the type that a pipeline was
 * made with, so that the pipeline goes on as it is. A value that does not fit is a fault of its
 * record.
 */
final class Narrowing {
  private final FlinkValues.@Nullable Converter[] converters;

  private Narrowing(FlinkValues.@Nullable Converter[] converters) {
    this.converters = converters;
  }

  /**
   * @param read the columns as they are read
   * @param wanted the same columns as they are wanted
   */
  static Narrowing of(List<Types.NestedField> read, List<Types.NestedField> wanted) {
    FlinkValues.Converter[] converters = new FlinkValues.Converter[read.size()];
    for (int i = 0; i < converters.length; i++) {
      converters[i] = converter(read.get(i).type(), wanted.get(i).type());
    }
    return new Narrowing(converters);
  }

  /**
   * A value in Flink's form, as it is wanted.
   *
   * @throws ArithmeticException if it does not fit
   */
  @Nullable Object narrow(int column, @Nullable Object value) {
    FlinkValues.Converter converter = converters[column];
    return converter == null || value == null ? value : converter.convert(value);
  }

  private static FlinkValues.@Nullable Converter converter(Type read, Type wanted) {
    if (read.typeId() == TypeID.LONG && wanted.typeId() == TypeID.INTEGER) {
      return value -> Math.toIntExact((Long) value);
    }
    if (read.typeId() == TypeID.DOUBLE && wanted.typeId() == TypeID.FLOAT) {
      return value -> ((Double) value).floatValue();
    }
    if (read instanceof Types.DecimalType
        && wanted instanceof Types.DecimalType narrow
        && !read.equals(wanted)) {
      return value -> decimal(((DecimalData) value).toBigDecimal(), narrow);
    }
    return null;
  }

  private static DecimalData decimal(BigDecimal value, Types.DecimalType type) {
    DecimalData narrow = DecimalData.fromBigDecimal(value, type.precision(), type.scale());
    if (narrow == null) {
      throw new ArithmeticException(value.toPlainString() + " does not fit a " + type);
    }
    return narrow;
  }
}
