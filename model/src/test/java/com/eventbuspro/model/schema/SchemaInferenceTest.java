package com.eventbuspro.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.schema.FieldType.ListOf;
import com.eventbuspro.model.schema.FieldType.Primitive;
import com.eventbuspro.model.schema.FieldType.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaInferenceTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1                               | LONG",
        "1 ; 2.5                         | DOUBLE",
        "1 ; null                        | LONG",
        "1.0                             | DOUBLE",
        "9223372036854775808             | DOUBLE",
        "true                            | BOOLEAN",
        "'x'                             | STRING",
        "'2026-01-01' ; '2026-01-02'     | DATE",
        "'2026-01-01' ; 'soon'           | STRING",
        "'2026-01-01T00:00:00Z'          | TIMESTAMP",
        "'2026-01-01T00:00:00Z' ; '2026-01-01' | STRING",
        "'0b0e3a7c-0000-1000-8000-00805f9b34fb' | UUID",
      })
  void the_type_is_what_all_samples_share(String values, Primitive expected) {
    String[] samples =
        Stream.of(values.split(";")).map(v -> "{'a':" + v + "}").toArray(String[]::new);
    assertThat(infer(samples).fields().get(0).type()).isEqualTo(expected);
  }

  @Test
  void nulls_make_a_property_nullable() {
    EventSchema schema =
        EventSchema.parse(1, SchemaInference.infer(List.of("{\"a\":1}", "{\"a\":null}")));
    assertThat(schema.constraintsAt("/properties/a").nullable()).isTrue();
  }

  @Test
  void many_samples_with_a_value_make_a_property_required() {
    List<String> twenty = Collections.nCopies(20, "{\"a\":1,\"b\":{\"c\":1}}");
    Struct root = EventSchema.parse(1, SchemaInference.infer(twenty)).root();
    assertThat(root.fields()).allMatch(Field::required);
    assertThat(EventSchema.parse(1, SchemaInference.infer(twenty.subList(0, 19))).root().fields())
        .noneMatch(Field::required);
    List<String> withGap = new ArrayList<>(twenty);
    withGap.add("{\"b\":{\"c\":2}}");
    assertThat(EventSchema.parse(1, SchemaInference.infer(withGap)).root().fields())
        .extracting(Field::required)
        .containsExactly(false, true);
  }

  @Test
  void arrays_and_objects_nest() {
    Struct root = infer("{'p':{'type':'Point','xyz':[1,2.5]},'legs':[{'a':1},{'b':'x'}]}");
    assertThat(((Struct) root.fields().get(0).type()).fields())
        .extracting(Field::type)
        .containsExactly(Primitive.STRING, new ListOf(Primitive.DOUBLE, false));
    assertThat(((ListOf) root.fields().get(1).type()).element())
        .isInstanceOfSatisfying(Struct.class, s -> assertThat(s.fields()).hasSize(2));
  }

  @Test
  void what_cannot_be_told_or_named_is_left_out_and_said() {
    String document =
        SchemaInference.infer(
            List.of(
                "{\"a\":1,\"A\":2,\"_b\":1,\"c.d\":1,\"n\":null,\"e\":[],\"o\":{},\"specversion\":1}"));
    assertThat(EventSchema.parse(1, document).root().fields())
        .extracting(Field::name)
        .containsExactly("a");
    assertThat(document)
        .contains("$comment")
        .contains("/_b")
        .contains("/n")
        .contains("/specversion");
  }

  @Test
  void of_a_cloud_event_its_data_counts() {
    assertThat(infer("{'specversion':'1.0','id':'1','data':{'a':1}}").fields())
        .extracting(Field::name)
        .containsExactly("a");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':{'b':'x'}} ; {'a':{'b':{}}}  | /a/b | TYPE_CONFLICT",
        "{'a':[1,'x']}                     | /a/0 | TYPE_CONFLICT",
        "{'a':1} ; {'a':true}              | /a   | TYPE_CONFLICT",
        "{'a':1} ; [1]                     | /1   | NOT_AN_OBJECT",
        "{'a':1} ; {'a':                   | /1   | MALFORMED_JSON",
        "{'a':1,'a':2}                     | /0   | MALFORMED_JSON",
        "{}                                | ``   | NO_COLUMNS",
        "{'a':null}                        | ``   | NO_COLUMNS",
      })
  void contradictions_and_nonsense_are_told(String samples, String pointer, String code) {
    assertThatThrownBy(() -> infer(samples.split(";")))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.violations().get(0).pointer()).isEqualTo(pointer);
              assertThat(e.violations().get(0).code()).isEqualTo(code);
            });
  }

  @Test
  void no_sample_is_refused() {
    assertThatThrownBy(() -> SchemaInference.infer(List.of()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void names_that_are_data_are_refused_before_they_fill_the_memory() {
    StringBuilder wide = new StringBuilder("{\"x\":0");
    for (int i = 0; i < 100_000; i++) {
      wide.append(",\"k").append(i).append("\":1");
    }
    assertThatThrownBy(() -> SchemaInference.infer(List.of(wide + "}")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("4000");
  }

  private static Struct infer(String... samples) {
    return EventSchema.parse(
            1,
            SchemaInference.infer(
                Stream.of(samples).map(sample -> sample.replace('\'', '"')).toList()))
        .root();
  }
}
