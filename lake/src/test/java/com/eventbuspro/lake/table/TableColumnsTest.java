package com.eventbuspro.lake.table;

import static com.eventbuspro.lake.Schemas.optional;
import static com.eventbuspro.lake.Schemas.required;
import static com.eventbuspro.lake.Schemas.struct;
import static com.eventbuspro.lake.Schemas.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.util.Collections;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class TableColumnsTest {

  @Test
  void whatOlderRowsLackIsOptional() {
    Schema schema =
        LakeSchemas.eventTable(
            TableColumns.of(
                List.of(
                    version(1, required("kept", struct(required("old", Primitive.INT)))),
                    version(
                        2,
                        required("added", Primitive.INT),
                        required(
                            "kept",
                            struct(required("old", Primitive.INT), required("new", Primitive.INT))),
                        required("whole", struct(required("inner", Primitive.INT)))))));

    assertThat(schema.findField("kept").isRequired()).isTrue();
    assertThat(schema.findField("kept.old").isRequired()).isTrue();
    assertThat(schema.findField("kept.new").isRequired()).isFalse();
    assertThat(schema.findField("added").isRequired()).isFalse();
    assertThat(schema.findField("whole").isRequired()).isFalse();
    assertThat(schema.findField("whole.inner").isRequired()).isTrue();
  }

  @Test
  void nothingIsRequiredThatAnEmptyFirstVersionLacks() {
    Schema schema =
        LakeSchemas.eventTable(
            TableColumns.of(List.of(version(1), version(2, required("n", Primitive.INT)))));

    assertThat(schema.findField("n").isRequired()).isFalse();
  }

  @Test
  void aColumnStaysWhenItsPropertyGoesAndComesBack() {
    TableColumns columns =
        TableColumns.of(
            List.of(
                version(1, required("a", Primitive.INT)),
                version(2, optional("b", Primitive.LONG, "a")),
                version(3, optional("c", Primitive.STRING)),
                version(4, optional("b", Primitive.LONG))));
    Schema schema = LakeSchemas.eventTable(columns);

    assertThat(schema.columns()).extracting(Types.NestedField::name).startsWith("b", "c", "_id");
    assertThat(schema.findField("b").isRequired()).isFalse();
    assertThat(value(columns, schema, 1, 5)).isEqualTo(5L);
    assertThat(value(columns, schema, 2, 6L)).isEqualTo(6L);
    assertThat(value(columns, schema, 3, "text")).isNull();
    assertThat(value(columns, schema, 4, 7L)).isEqualTo(7L);
  }

  @Test
  void nestedValuesMoveToTheirColumns() {
    EventSchema v1 =
        version(
            1,
            optional(
                "legs",
                new FieldType.ListOf(
                    struct(required("gate", Primitive.STRING), required("n", Primitive.INT)),
                    false)));
    EventSchema v2 =
        version(
            2,
            optional(
                "legs",
                new FieldType.ListOf(
                    struct(
                        required("n", Primitive.LONG),
                        optional("exit", Primitive.STRING, "gate"),
                        optional("ratio", Primitive.DOUBLE)),
                    false)));
    TableColumns columns = TableColumns.of(List.of(v1, v2));
    Schema schema = LakeSchemas.eventTable(columns);

    Object old = value(columns, schema, 1, List.of(leg("B7", 5), leg("C1", 6)));
    Object now = value(columns, schema, 2, Collections.singletonList(leg(8L, "D2", 0.5)));

    assertThat((List<?>) old)
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(List.of(leg("B7", 5L, null), leg("C1", 6L, null)));
    assertThat((List<?>) now)
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(Collections.singletonList(leg("D2", 8L, 0.5)));
  }

  @Test
  void refusesEnvelopeNamesAndTypesThatCannotFollow() {
    assertThatThrownBy(() -> TableColumns.of(List.of(version(1, required("_id", Primitive.INT)))))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("_id");
    assertThatThrownBy(
            () ->
                TableColumns.of(
                    List.of(
                        version(1, required("n", Primitive.LONG)),
                        version(2, required("n", Primitive.STRING)))))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("'n'");
  }

  private static Object[] leg(Object... values) {
    return values;
  }

  private static Object value(TableColumns columns, Schema schema, int version, Object value) {
    return columns.projection(version, schema.asStruct()).value(new Object[] {value}, 0);
  }
}
