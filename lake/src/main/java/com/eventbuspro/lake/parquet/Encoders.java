package com.eventbuspro.lake.parquet;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.iceberg.types.Type;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

/** How each kind of value is handed to its column. */
final class Encoders {
  private Encoders() {}

  static Leaf.Encoder of(Type type, ColumnDescriptor column) {
    return switch (type.typeId()) {
      case BOOLEAN -> (to, value, r, d) -> to.write((boolean) (Boolean) value, r, d);
      case INTEGER, DATE -> (to, value, r, d) -> to.write((int) (Integer) value, r, d);
      case LONG, TIME, TIMESTAMP -> (to, value, r, d) -> to.write((long) (Long) value, r, d);
      case FLOAT -> (to, value, r, d) -> to.write((float) (Float) value, r, d);
      case DOUBLE -> (to, value, r, d) -> to.write((double) (Double) value, r, d);
      case STRING -> Encoders::string;
      case UUID -> Encoders::uuid;
      case BINARY ->
          (to, value, r, d) -> to.write(Binary.fromConstantByteArray((byte[]) value), r, d);
      case DECIMAL -> decimal(column.getPrimitiveType());
      default -> throw new IllegalArgumentException("Our tables have no columns of type " + type);
    };
  }

  private static void string(ColumnWriter to, Object value, int r, int d) {
    // The bytes are ours alone: the column may keep them without a copy.
    byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
    to.write(Binary.fromConstantByteArray(bytes), r, d);
  }

  private static void uuid(ColumnWriter to, Object value, int r, int d) {
    UUID uuid = (UUID) value;
    byte[] bytes = new byte[16];
    ByteBuffer.wrap(bytes)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits());
    to.write(Binary.fromConstantByteArray(bytes), r, d);
  }

  private static Leaf.Encoder decimal(PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 ->
          (to, value, r, d) -> to.write(((BigDecimal) value).unscaledValue().intValueExact(), r, d);
      case INT64 ->
          (to, value, r, d) ->
              to.write(((BigDecimal) value).unscaledValue().longValueExact(), r, d);
      default -> {
        int length = type.getTypeLength();
        yield (to, value, r, d) ->
            to.write(Binary.fromConstantByteArray(padded((BigDecimal) value, length)), r, d);
      }
    };
  }

  private static byte[] padded(BigDecimal value, int length) {
    byte[] digits = value.unscaledValue().toByteArray();
    if (digits.length > length) {
      throw new IllegalArgumentException("A decimal has more digits than its column");
    }
    byte[] padded = new byte[length];
    if (value.signum() < 0) {
      Arrays.fill(padded, (byte) -1);
    }
    System.arraycopy(digits, 0, padded, length - digits.length, digits.length);
    return padded;
  }
}
