package com.eventbuspro.model.event;

import static com.eventbuspro.model.event.Decoding.decode;
import static com.eventbuspro.model.event.Decoding.decoder;
import static com.eventbuspro.model.event.Decoding.event;
import static com.eventbuspro.model.event.Decoding.property;
import static com.eventbuspro.model.event.Decoding.quote;
import static com.eventbuspro.model.event.Decoding.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the values in an event. */
class DecodedValuesTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'integer'}                     | 5                       | Long | 5",
        "{'type':'integer'}                     | 5.0                     | Long | 5",
        "{'type':'integer'}                     | 1e3                     | Long | 1000",
        "{'type':'integer'}                     | -9223372036854775808    | Long | -9223372036854775808",
        "{'type':'integer'}                     | 0e-999999999            | Long | 0",
        "{'type':'integer','format':'int32'}    | 7                       | Integer | 7",
        "{'type':'number'}                      | 3                       | Double | 3.0",
        "{'type':'number'}                      | 1e-400                  | Double | 0.0",
        "{'type':'number','format':'float'}     | 0.5                     | Float | 0.5",
        "{'type':'boolean'}                     | true                    | Boolean | true",
        "{'type':'string'}                      | ''                      | String | ``",
        "{'type':'string'}                      | 'a\\u00e9\\ud83d\\ude00' | String | aé😀",
        "{'type':'string','format':'date'}      | '1969-12-31'            | Integer | -1",
        "{'type':'string','format':'time'}      | '00:00:01.5'            | Long | 1500000",
        "{'type':'string','format':'time'}      | '00:00:01Z'             | Long | 1000000",
        "{'type':'string','format':'uuid'}      | '0b0e3A7c-0000-1000-8000-00805f9b34fb' | UUID | 0b0e3a7c-0000-1000-8000-00805f9b34fb",
        "{'type':'string','format':'date-time'} | '1970-01-01T01:00:00.0000019+01:00' | Long | 1",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | 1.5    | BigDecimal | 1.50",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | 1.500  | BigDecimal | 1.50",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | 9.9e2  | BigDecimal | 990.00",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | 0e-99999 | BigDecimal | 0.00",
        "{'type':'string','format':'decimal','x-precision':5,'x-scale':2} | '-1.5' | BigDecimal | -1.50",
        "{'type':'integer','enum':[1,10]}       | 10                      | Long | 10",
        "{'type':'number','enum':[0.1]}         | 0.10                    | Double | 0.1",
        "{'type':'number','multipleOf':0.1}     | 0.3                     | Double | 0.3",
        "{'type':'string','pattern':'^[A-Z]{3}$'} | 'LAX'                 | String | LAX",
      })
  void values_take_the_shape_of_their_type(String schema, String json, String type, String text) {
    Object value = event(property(schema), "{\"a\":" + quote(json) + "}").values()[0];
    assertThat(value.getClass().getSimpleName()).isEqualTo(type);
    assertThat(value).hasToString(text);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'integer'}                     | 5.5                     | WRONG_TYPE",
        "{'type':'integer'}                     | 1e-3                    | WRONG_TYPE",
        "{'type':'integer'}                     | 1e-999999999            | WRONG_TYPE",
        "{'type':'integer'}                     | '5'                     | WRONG_TYPE",
        "{'type':'integer'}                     | null                    | WRONG_TYPE",
        "{'type':'integer'}                     | {}                      | WRONG_TYPE",
        "{'type':'integer'}                     | 9223372036854775808     | OUT_OF_RANGE",
        "{'type':'integer'}                     | 1e19                    | OUT_OF_RANGE",
        "{'type':'integer'}                     | 1e999999999             | OUT_OF_RANGE",
        "{'type':'integer'}                     | 1e99999999999           | OUT_OF_RANGE",
        "{'type':'integer','format':'int32'}    | 2147483648              | OUT_OF_RANGE",
        "{'type':'integer','minimum':3}         | 2                       | OUT_OF_RANGE",
        "{'type':'integer','exclusiveMaximum':3} | 3                      | OUT_OF_RANGE",
        "{'type':'integer','multipleOf':5}      | 7                       | OUT_OF_RANGE",
        "{'type':'integer','enum':[1,2]}        | 3                       | NOT_IN_ENUM",
        "{'type':'number'}                      | 1e999                   | OUT_OF_RANGE",
        "{'type':'number'}                      | NaN                     | MALFORMED_JSON",
        "{'type':'number'}                      | '1'                     | WRONG_TYPE",
        "{'type':'number','minimum':0}          | -0.1                    | OUT_OF_RANGE",
        "{'type':'number','maximum':1}          | 1.1                     | OUT_OF_RANGE",
        "{'type':'number','multipleOf':0.1}     | 0.35                    | OUT_OF_RANGE",
        "{'type':'number','multipleOf':0.1}     | 1e-999999               | OUT_OF_RANGE",
        "{'type':'number','format':'float'}     | 1e39                    | OUT_OF_RANGE",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | 1.555 | OUT_OF_RANGE",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | 1000 | OUT_OF_RANGE",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | 1e-999999999 | OUT_OF_RANGE",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | 1e999999999 | OUT_OF_RANGE",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | '1' | WRONG_TYPE",
        "{'type':'string','format':'decimal','x-precision':5,'x-scale':2} | 1 | WRONG_TYPE",
        "{'type':'string','format':'decimal','x-precision':5,'x-scale':2} | '1e2' | BAD_FORMAT",
        "{'type':'boolean'}                     | 'true'                  | WRONG_TYPE",
        "{'type':'boolean','const':true}        | false                   | NOT_IN_ENUM",
        "{'type':'string'}                      | 5                       | WRONG_TYPE",
        "{'type':'string'}                      | 'a\\u0000'              | UNSTORABLE_TEXT",
        "{'type':'string'}                      | '\\ud83d'               | UNSTORABLE_TEXT",
        "{'type':'string','enum':['x','y']}     | 'z'                     | NOT_IN_ENUM",
        "{'type':'string','minLength':2}        | 'z'                     | WRONG_SIZE",
        "{'type':'string','maxLength':1}        | 'zz'                    | WRONG_SIZE",
        "{'type':'string','pattern':'^[A-Z]{3}$'} | 'LAXX'                | PATTERN_MISMATCH",
        "{'type':'string','pattern':'^[A-Z]{3}$'} | 'LAX\\n'              | PATTERN_MISMATCH",
        "{'type':'string','format':'date'}      | '2026-02-30'            | BAD_FORMAT",
        "{'type':'string','format':'date'}      | '2026-2-3'              | BAD_FORMAT",
        "{'type':'string','format':'time'}      | '10:00:00+01:00'        | BAD_FORMAT",
        "{'type':'string','format':'date-time'} | '2026-02-03'            | BAD_FORMAT",
        "{'type':'string','format':'date-time'} | '2026-02-03T10:00:00'   | BAD_FORMAT",
        "{'type':'string','format':'date-time'} | '2026-02-03T10:00:60Z'  | BAD_FORMAT",
        "{'type':'string','format':'date-time'} | ''                      | BAD_FORMAT",
        "{'type':'string','format':'uuid'}      | '1-1-1-1-1'             | BAD_FORMAT",
        "{'type':'string','format':'byte'}      | '***'                   | BAD_FORMAT",
        "{'type':'array','items':{'type':'integer'},'minItems':1} | []    | WRONG_SIZE",
        "{'type':'array','items':{'type':'integer'}} | {}                 | WRONG_TYPE",
        "{'type':'object','additionalProperties':{'type':'integer'},'maxProperties':0} | {'x':1} | WRONG_SIZE",
      })
  void values_that_do_not_fit_are_rejected_at_their_place(
      String schema, String json, RejectionCause cause) {
    Decoded.Rejected rejected = rejected(property(schema), "{\"a\":" + quote(json) + "}");
    assertThat(rejected.cause()).as(rejected.message()).isEqualTo(cause);
    if (cause != RejectionCause.MALFORMED_JSON) {
      assertThat(rejected.pointer()).isEqualTo("/a");
      assertThat(rejected.schemaVersion()).isEqualTo(1);
    }
    assertThat(rejected.message()).hasSizeLessThan(400);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'legs':[{'gate':'A'},{}]}                | /legs/1/gate | MISSING_REQUIRED",
        "{'legs':[{'gate':'A'},{'gate':7}]}        | /legs/1/gate | WRONG_TYPE",
        "{'legs':[null]}                           | /legs/0      | WRONG_TYPE",
        "{'legs':[[]]}                             | /legs/0      | WRONG_TYPE",
        "{'legs':[{'gate':'A','gate':'B'}]}        | /legs/0/gate | DUPLICATE_KEY",
        "{'legs':[{'gate':'A','x':1,'x':1}]}       | /legs/0/x    | DUPLICATE_KEY",
        "{'legs':[],'legs':null}                   | /legs        | DUPLICATE_KEY",
        "{'opt':null,'opt':null}                   | /opt         | DUPLICATE_KEY",
        "{'labels':{'a/b':'x'}}                    | /labels/a~1b | WRONG_TYPE",
        "{'labels':{'x':1,'x':1}}                  | /labels/x    | DUPLICATE_KEY",
        "{'labels':{'\\u0000':1}}                  | /labels/�   | UNSTORABLE_TEXT",
        "{'tags':['a','b','a']}                    | /tags/2      | NOT_UNIQUE",
        "{'tags':['a','b','c','d']}                | /tags        | WRONG_SIZE",
      })
  void nested_faults_are_pointed_at(String json, String pointer, RejectionCause cause) {
    String schema =
        """
        {'type':'object','properties':{
          'legs':{'type':'array','items':{'type':'object','properties':{'gate':{'type':'string'}},'required':['gate']}},
          'labels':{'type':'object','additionalProperties':{'type':'integer'}},
          'opt':{'type':['string','null']},
          'tags':{'type':'array','items':{'type':'string'},'uniqueItems':true,'maxItems':3}}}
        """;
    Decoded.Rejected rejected = rejected(schema, quote(json));
    assertThat(rejected.cause()).as(rejected.message()).isEqualTo(cause);
    assertThat(rejected.pointer()).isEqualTo(pointer);
  }

  @Test
  void containers_are_lists_maps_and_arrays() {
    Decoded.Event event =
        event(
            """
            {'type':'object','properties':{
              'list':{'type':'array','items':{'type':['integer','null']}},
              'map':{'type':'object','additionalProperties':{'type':['string','null']}},
              'struct':{'type':'object','properties':{'b':{'type':'string'},'a':{'type':'string'}}}}}
            """,
            "{'struct':{'a':'1'},'map':{'x':'y','z':null},'list':[1,null]}");
    assertThat(event.values()[0]).isEqualTo(Arrays.asList(1L, null));
    assertThat(event.values()[1]).hasToString("{x=y, z=null}");
    assertThat((Object[]) event.values()[2]).containsExactly(null, "1");
  }

  @Test
  void undeclared_properties_are_kept_exactly_with_their_path() {
    Decoded.Event event =
        event(
            """
            {'type':'object','properties':{'a':{'type':'integer'},
              'o':{'type':'object','properties':{'p':{'type':'integer'}}},
              'legs':{'type':'array','items':{'type':'object','properties':{'g':{'type':'string'}}}}}}
            """,
            "{'n':1.50e+02,'o':{'p':1,'q':[1, 2 ,{'é':'\\u0000'}]},'a':1,'s':'\\n',"
                + "'legs':[{'g':'x'},{'h':true,'g':'y'}],'we\\\"ird':null,'':-0.0}");
    assertThat(event.extra())
        .isEqualTo(
            quote(
                "{'n':1.50e+02,'o':{'q':[1, 2 ,{'é':'\\u0000'}]},'s':'\\n',"
                    + "'legs':{'1':{'h':true}},'we\\\"ird':null,'':-0.0}"));
  }

  @Test
  void required_nullable_properties_must_be_present() {
    String schema =
        "{'type':'object','properties':{'a':{'type':['string','null']}},'required':['a']}";
    assertThat(event(schema, "{'a':null}").values()).containsExactly((Object) null);
    assertThat(rejected(schema, "{}").cause()).isEqualTo(RejectionCause.MISSING_REQUIRED);
  }

  @Test
  void personal_data_is_not_shown_in_messages() {
    String schema =
        property("{'type':'object','x-pii':true,'properties':{'b':{'type':'integer'}}}");
    Decoded.Rejected rejected = rejected(schema, "{'a':{'b':'Jane Doe'}}");
    assertThat(rejected.pointer()).isEqualTo("/a/b");
    assertThat(rejected.message()).doesNotContain("Jane");
    assertThat(rejected(schema, "{'a':{'b':12.5}}").message()).doesNotContain("12.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a|a)*$",
        "(a|aa)+$",
        "(.*)*x",
        "([a-z]+)*\\\\d",
        "^(([a-z])+.)+[A-Z]([a-z])+$"
      })
  void no_pattern_can_stop_the_decoder(String pattern) {
    EventDecoder decoder = decoder(property("{'type':'string','pattern':'" + pattern + "'}"));
    long start = System.nanoTime();
    decode(decoder, "{\"a\":\"" + "a".repeat(1_000) + "!\"}");
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
  }

  @Test
  void a_thousand_columns_are_found_by_name() {
    StringBuilder schema = new StringBuilder("{'type':'object','properties':{");
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 1_000; i++) {
      schema.append(i == 0 ? "" : ",").append("'column_number_").append(i);
      schema.append("':{'type':'integer'}");
      json.append(i == 0 ? "" : ",").append("'column_number_").append(999 - i).append("':");
      json.append(999 - i);
    }
    Decoded.Event event = event(schema + "}}", json + ",'column_number_1000':0}");
    for (int i = 0; i < 1_000; i++) {
      assertThat(event.values()[i]).isEqualTo((long) i);
    }
    assertThat(event.extra()).isEqualTo("{\"column_number_1000\":0}");
  }

  @Test
  void names_beyond_ascii_and_escaped_names_are_found() {
    Decoded.Event event =
        event(
            "{'type':'object','properties':{'größe':{'type':'integer'},'plain':{'type':'integer'}}}",
            "{'größe':1,'pl\\u0061in':2}");
    assertThat(event.values()).containsExactly(1L, 2L);
    assertThat(event.extra()).isNull();
  }

  @Test
  void known_values_agree_with_java_time() {
    assertThat(event(property("{'type':'string','format':'date'}"), "{'a':'2024-02-29'}").values())
        .containsExactly((int) LocalDate.of(2024, 2, 29).toEpochDay());
    assertThat(event(property("{'type':'string','format':'byte'}"), "{'a':'AQI='}").values()[0])
        .isEqualTo(new byte[] {1, 2});
    assertThat(
            event(
                    property("{'type':'number','format':'decimal','x-precision':38,'x-scale':38}"),
                    "{'a':0.00000000000000000000000000000000000001}")
                .values())
        .containsExactly(new BigDecimal("1E-38"));
    UUID uuid = UUID.randomUUID();
    assertThat(
            event(property("{'type':'string','format':'uuid'}"), "{'a':'" + uuid + "'}").values())
        .containsExactly(uuid);
  }
}
