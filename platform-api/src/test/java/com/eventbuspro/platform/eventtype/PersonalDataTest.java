package com.eventbuspro.platform.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.schema.EventSchema;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PersonalDataTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "amount":{"type":"integer"},
        "email":{"type":"string","x-pii":true,"x-aliases":["mail"]},
        "crew":{"type":"array","items":{"type":"object","properties":{
          "seat":{"type":"string"},"name":{"type":"string","x-pii":true}}}},
        "tags":{"type":"object","additionalProperties":{"type":"string"}},
        "address":{"type":"object","x-pii":true,"properties":{"street":{"type":"string"}}}}}""";

  private static PersonalData of(String... versions) {
    return PersonalData.of(
        IntStream.range(0, versions.length)
            .mapToObj(i -> EventSchema.parse(i + 1, versions[i]))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"amount":1,"email":"a@b.c"}                   | {"amount":1,"email":"***"}
          {"email":null,"mail":"a@b.c"}                  | {"email":null,"mail":"***"}
          {"crew":[{"seat":"1A","name":"Ada"},null]}     | {"crew":[{"seat":"1A","name":"***"},null]}
          {"tags":{"a":"b"}}                             | {"tags":{"a":"b"}}
          {"address":{"street":"Here"}}                  | {"address":"***"}
          {"e_mail":"a@b.c","amount":{"x":1}}            | {"e_mail":"***","amount":{"x":"***"}}
          {"crew":"Ada"}                                 | {"crew":"***"}
          {"amount":["a@b.c"]}                           | {"amount":"***"}
          {"_id":"1","_extra":"{}","_time":"2026"}       | {"_id":"1","_extra":"***","_time":"2026"}
          {"_extra":null}                                | {"_extra":null}
          """)
  void only_what_is_declared_and_not_personal_is_shown(String row, String shown) {
    assertThat(of(SCHEMA).row(JSON.readTree(row))).isEqualTo(JSON.readTree(shown));
  }

  @Test
  void of_an_envelope_the_attributes_are_shown_that_everybody_has() {
    String event =
        """
        {"specversion":"1.0","id":"1","subject":"Ada","data":{"amount":1,"email":"a@b.c"}}""";

    assertThat(JSON.readTree(of(SCHEMA).event(event).orElseThrow()))
        .isEqualTo(
            JSON.readTree(
                """
                {"specversion":"1.0","id":"1","subject":"***","data":{"amount":1,"email":"***"}}"""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a@b.c", "[1]", "{\"email\":\"a@b.c", "{} {}", "\"a@b.c\""})
  void what_cannot_be_read_is_not_shown(String received) {
    assertThat(of(SCHEMA).event(received)).isEmpty();
  }

  @Test
  void the_newest_version_says_whether_a_name_is_personal() {
    String plain = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";
    String personal =
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"x-pii\":true}}}";
    String without = "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"string\"}}}";

    assertThat(of(plain).isNone()).isTrue();
    assertThat(of(personal, plain).isNone()).isTrue();
    assertThat(of(plain, personal).isNone()).isFalse();
    assertThat(of(personal, without).isNone()).as("its old rows are there").isFalse();
    assertThat(List.of(of(plain).row(JSON.readTree("{\"zz\":1}"))))
        .containsExactly(JSON.readTree("{\"zz\":1}"));
  }
}
