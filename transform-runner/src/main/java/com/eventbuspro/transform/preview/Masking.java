package com.eventbuspro.transform.preview;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Puts something else in the place of a value, before anything is computed with it: filters cannot
 * find out what it was. Equal texts stay equal within a preview, so that joins and groups work.
 */
final class Masking implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHOWN_BYTES = 6;

  private final LogicalType type;

  Masking(LogicalType type) {
    this.type = type;
  }

  /** What computes the hashes of one thread. */
  static Mac hash(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
    }
  }

  @Nullable Object mask(@Nullable Object value, Mac hash) {
    if (value == null) {
      return null;
    }
    if (type.is(LogicalTypeFamily.CHARACTER_STRING)) {
      byte[] hashed = hash.doFinal(value.toString().getBytes(StandardCharsets.UTF_8));
      return StringData.fromString("pii:" + HexFormat.of().formatHex(hashed, 0, SHOWN_BYTES));
    }
    return type.isNullable() ? null : nothing(type);
  }

  /** A value that says nothing where there must be one. */
  private static @Nullable Object nothing(LogicalType type) {
    if (type.isNullable()) {
      return null;
    }
    return switch (type.getTypeRoot()) {
      case CHAR, VARCHAR -> StringData.fromString("pii");
      case BOOLEAN -> false;
      case TINYINT -> (byte) 0;
      case SMALLINT -> (short) 0;
      case INTEGER, DATE, TIME_WITHOUT_TIME_ZONE -> 0;
      case BIGINT -> 0L;
      case FLOAT -> 0f;
      case DOUBLE -> 0d;
      case DECIMAL -> {
        DecimalType decimal = (DecimalType) type;
        yield DecimalData.fromBigDecimal(
            BigDecimal.ZERO, decimal.getPrecision(), decimal.getScale());
      }
      case BINARY -> new byte[((BinaryType) type).getLength()];
      case VARBINARY -> new byte[0];
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          TimestampData.fromEpochMillis(0);
      case ARRAY -> new GenericArrayData(new Object[0]);
      case MAP -> new GenericMapData(Map.of());
      case ROW -> {
        RowType row = (RowType) type;
        GenericRowData parts = new GenericRowData(row.getFieldCount());
        for (int i = 0; i < row.getFieldCount(); i++) {
          parts.setField(i, nothing(row.getTypeAt(i)));
        }
        yield parts;
      }
      case TIMESTAMP_WITH_TIME_ZONE,
          INTERVAL_YEAR_MONTH,
          INTERVAL_DAY_TIME,
          MULTISET,
          DISTINCT_TYPE,
          STRUCTURED_TYPE,
          NULL,
          RAW,
          SYMBOL,
          UNRESOLVED,
          DESCRIPTOR,
          VARIANT ->
          throw new IllegalArgumentException("The lake has no columns of type " + type);
    };
  }
}
