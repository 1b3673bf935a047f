package com.eventbuspro.transform.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

/** The forms that Iceberg's own source for Flink has, so that history and live are alike. */
class FlinkValuesTest {
  @Test
  void scalarsAreInFlinksForms() {
    assertThat(convert(Types.StringType.get(), "ä")).isEqualTo(StringData.fromString("ä"));
    assertThat(convert(Types.TimestampType.withZone(), -1L))
        .isEqualTo(TimestampData.fromEpochMillis(-1, 999_000));
    assertThat(convert(Types.TimeType.get(), 3_600_000_999L)).isEqualTo(3_600_000);
    assertThat(convert(Types.DecimalType.of(5, 2), new BigDecimal("1.50")))
        .isEqualTo(DecimalData.fromUnscaledLong(150, 5, 2));
    assertThat((byte[]) convert(Types.UUIDType.get(), new UUID(1, 2)))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2);
  }

  @Test
  void whatHasPartsIsConvertedWithItsParts() {
    Types.StructType leg =
        Types.StructType.of(
            Types.NestedField.optional(3, "gate", Types.StringType.get()),
            Types.NestedField.optional(4, "minutes", Types.IntegerType.get()));
    ArrayData legs =
        (ArrayData)
            convert(Types.ListType.ofOptional(2, leg), Arrays.asList(new Object[] {"B7", 5}, null));
    RowData first = legs.getRow(0, 2);

    assertThat(first.getString(0)).isEqualTo(StringData.fromString("B7"));
    assertThat(first.getInt(1)).isEqualTo(5);
    assertThat(legs.isNullAt(1)).isTrue();

    MapData tags =
        (MapData)
            convert(
                Types.MapType.ofOptional(1, 2, Types.StringType.get(), Types.LongType.get()),
                Map.of("a", 1L));
    assertThat(tags.keyArray().getString(0)).isEqualTo(StringData.fromString("a"));
    assertThat(tags.valueArray().getLong(0)).isEqualTo(1);
    assertThat(
            ((ArrayData)
                    convert(Types.ListType.ofRequired(1, Types.LongType.get()), List.of(1L, 2L)))
                .size())
        .isEqualTo(2);
  }

  private static Object convert(Type type, Object value) {
    return FlinkValues.of(type).convert(value);
  }
}
