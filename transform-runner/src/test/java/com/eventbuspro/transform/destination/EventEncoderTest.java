package com.eventbuspro.transform.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.util.UUIDUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written is what the lake sink reads. */
class EventEncoderTest {
  private static final EventTypeName NAME = EventTypeName.parse("derived.everything");
  private static final EventSchema SCHEMA =
      EventSchema.parse(
          3,
          """
          {"type": "object", "required": ["flag"], "properties": {
            "flag": {"type": "boolean"},
            "small": {"type": "integer", "format": "int32", "maximum": 100},
            "large": {"type": "integer"},
            "single": {"type": "number", "format": "float"},
            "real": {"type": "number"},
            "money": {"type": "number", "format": "decimal", "x-precision": 12, "x-scale": 2},
            "written": {"type": "string", "format": "decimal", "x-precision": 5, "x-scale": 3},
            "text": {"type": "string"},
            "moment": {"type": "string", "format": "date-time"},
            "started": {"type": "string", "format": "date-time"},
            "day": {"type": "string", "format": "date"},
            "hour": {"type": "string", "format": "time"},
            "token": {"type": "string", "format": "uuid"},
            "bytes": {"type": "string", "format": "byte"},
            "list": {"type": "array", "items": {"type": "integer"}},
            "tags": {"type": "object", "additionalProperties": {"type": "string"}},
            "leg": {"type": "object", "properties": {
              "gate": {"type": "string"}, "id": {"type": "string", "format": "uuid"}}},
            "nothing": {"type": ["string", "null"]}}}
          """);
  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
  private static final UUID TOKEN = UUID.fromString("12345678-9abc-def0-1234-56789abcdef0");
  private static final RowType ROW =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("_id", DataTypes.STRING()),
                  DataTypes.FIELD("flag", DataTypes.BOOLEAN()),
                  DataTypes.FIELD("small", DataTypes.INT()),
                  DataTypes.FIELD("large", DataTypes.BIGINT()),
                  DataTypes.FIELD("single", DataTypes.FLOAT()),
                  DataTypes.FIELD("real", DataTypes.DOUBLE()),
                  DataTypes.FIELD("money", DataTypes.DECIMAL(12, 2)),
                  DataTypes.FIELD("written", DataTypes.DECIMAL(5, 3)),
                  DataTypes.FIELD("text", DataTypes.STRING()),
                  DataTypes.FIELD("moment", DataTypes.TIMESTAMP_LTZ(6)),
                  DataTypes.FIELD("started", DataTypes.TIMESTAMP(3)),
                  DataTypes.FIELD("day", DataTypes.DATE()),
                  DataTypes.FIELD("hour", DataTypes.TIME(3)),
                  DataTypes.FIELD("token", DataTypes.BINARY(16)),
                  DataTypes.FIELD("bytes", DataTypes.BYTES()),
                  DataTypes.FIELD("list", DataTypes.ARRAY(DataTypes.BIGINT())),
                  DataTypes.FIELD("tags", DataTypes.MAP(DataTypes.STRING(), DataTypes.STRING())),
                  DataTypes.FIELD(
                      "leg",
                      DataTypes.ROW(
                          DataTypes.FIELD("gate", DataTypes.STRING()),
                          DataTypes.FIELD("id", DataTypes.BINARY(16)))),
                  DataTypes.FIELD("nothing", DataTypes.STRING()))
              .getLogicalType();

  @Test
  void everyTypeIsReadAsItWasWritten() {
    Encoded encoded = encoder(null, null).encode(row("id-1", 7));

    Decoded.Event event = decode(encoded);
    assertThat(event.id()).isEqualTo("id-1");
    assertThat(event.source()).isEqualTo("/pipelines/everything");
    assertThat(event.schemaVersion()).isEqualTo(3);
    assertThat(encoded.key()).isEqualTo("id-1");
    assertThat(value(event, "flag")).isEqualTo(true);
    assertThat(value(event, "small")).isEqualTo(7);
    assertThat(value(event, "large")).isEqualTo(Long.MAX_VALUE);
    assertThat(value(event, "single")).isEqualTo(0.1f);
    assertThat(value(event, "real")).isEqualTo(1e300);
    assertThat(value(event, "money")).isEqualTo(new BigDecimal("1234567890.50"));
    assertThat(value(event, "written")).isEqualTo(new BigDecimal("-0.125"));
    assertThat(value(event, "text")).isEqualTo("a \"quoted\" ünïcode \n text");
    assertThat(value(event, "moment")).isEqualTo(1_000_000_000_123_456L);
    assertThat(value(event, "started")).isEqualTo(-1_000L);
    assertThat(value(event, "day")).isEqualTo(-1);
    assertThat(value(event, "hour")).isEqualTo(3_723_004_000L);
    assertThat(value(event, "token")).isEqualTo(TOKEN);
    assertThat(value(event, "list")).isEqualTo(List.of(1L, 2L));
    assertThat(value(event, "tags")).isEqualTo(Map.of("k", "v"));
    assertThat((Object[]) value(event, "leg")).containsExactly("B7", TOKEN);
    assertThat(value(event, "nothing")).isNull();
  }

  @Test
  void timeComesFromTheTimeProperty() {
    assertThat(decode(encoder("moment", null).encode(row("x", 1))).timeMicros())
        .isEqualTo(1_000_000_000_123_456L);
  }

  @Test
  void aRowWithoutAnIdHasTheSameOneEachTimeAndAnotherRowAnother() {
    EventEncoder encoder = encoder(null, null);

    String id = encoder.encode(row(null, 1)).id();

    assertThat(id).matches("[0-9a-f]{32}").isEqualTo(encoder.encode(row(null, 1)).id());
    assertThat(encoder.encode(row(null, 2)).id()).isNotEqualTo(id);
  }

  @Test
  void theKeyIsWhatTheEventTypeNames() {
    assertThat(encoder(null, "/leg/gate").encode(row("x", 1)).key()).isEqualTo("B7");
    assertThat(encoder(null, "/nothing").encode(row("x", 1)).key()).isEqualTo("x");
    assertThat(encoder(null, null).encode(row("y".repeat(300), 1)).key()).hasSize(64);
  }

  @Test
  void whatTheSchemaDoesNotAllowIsAFaultOfTheResult() {
    assertThatExceptionOfType(ResultFault.class)
        .isThrownBy(() -> encoder(null, null).encode(row("x", 101)))
        .satisfies(fault -> assertThat(fault.id()).isEqualTo("x"))
        .withMessageContaining("/small");
    GenericRowData infinite = row("x", 1);
    infinite.setField(5, Double.POSITIVE_INFINITY);
    assertThatExceptionOfType(ResultFault.class)
        .isThrownBy(() -> encoder(null, null).encode(infinite));
  }

  @Test
  void aColumnThatTheSchemaDoesNotHaveIsRefused() {
    RowType other =
        (RowType) DataTypes.ROW(DataTypes.FIELD("other", DataTypes.INT())).getLogicalType();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventLayout.of(other, NAME, SCHEMA))
        .withMessageContaining("other");
  }

  @Test
  void rowsThatCameOverTheNetworkHaveTheSameIdAndTime() {
    RowType type =
        (RowType)
            DataTypes.ROW(
                    DataTypes.FIELD("_id", DataTypes.CHAR(3)),
                    DataTypes.FIELD("_time", DataTypes.TIMESTAMP_LTZ(3)),
                    DataTypes.FIELD("flag", DataTypes.BOOLEAN()))
                .getLogicalType();
    RowData row =
        new RowDataSerializer(type)
            .toBinaryRow(
                GenericRowData.of(
                    StringData.fromString("abc"),
                    TimestampData.fromEpochMillis(1_000_000_000_123L),
                    true));

    Decoded.Event event = decode(encoder(type, null, null).encode(row));

    assertThat(event.id()).isEqualTo("abc");
    assertThat(event.timeMicros()).isEqualTo(1_000_000_000_123_000L);
  }

  private static EventEncoder encoder(@Nullable String timeProperty, @Nullable String key) {
    return encoder(ROW, timeProperty, key);
  }

  private static EventEncoder encoder(
      RowType type, @Nullable String timeProperty, @Nullable String key) {
    return new EventEncoder(
        NAME,
        "everything",
        EventLayout.of(type, NAME, SCHEMA),
        SCHEMA,
        timeProperty,
        key,
        () -> NOW);
  }

  private static Decoded.Event decode(Encoded encoded) {
    Decoded decoded =
        EventDecoder.of(NAME, List.of(SCHEMA), null)
            .decode(encoded.bytes(), new ShardId("shard"), "1", NOW);
    assertThat(decoded).isInstanceOf(Decoded.Event.class);
    return (Decoded.Event) decoded;
  }

  private static @Nullable Object value(Decoded.Event event, String property) {
    for (int i = 0; i < SCHEMA.root().fields().size(); i++) {
      if (SCHEMA.root().fields().get(i).name().equals(property)) {
        return event.values()[i];
      }
    }
    throw new AssertionError(property);
  }

  private static GenericRowData row(@Nullable String id, int small) {
    return GenericRowData.of(
        id == null ? null : StringData.fromString(id),
        true,
        small,
        Long.MAX_VALUE,
        0.1f,
        1e300,
        DecimalData.fromBigDecimal(new BigDecimal("1234567890.50"), 12, 2),
        DecimalData.fromBigDecimal(new BigDecimal("-0.125"), 5, 3),
        StringData.fromString("a \"quoted\" ünïcode \n text"),
        TimestampData.fromEpochMillis(1_000_000_000_123L, 456_000),
        TimestampData.fromEpochMillis(-1),
        -1,
        3_723_004,
        UUIDUtil.convert(TOKEN),
        new byte[] {1, 2, 3},
        new GenericArrayData(new Object[] {1L, 2L}),
        new GenericMapData(Map.of(StringData.fromString("k"), StringData.fromString("v"))),
        GenericRowData.of(StringData.fromString("B7"), UUIDUtil.convert(TOKEN)),
        null);
  }
}
