package com.eventbuspro.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.FieldType.Decimal;
import com.eventbuspro.model.schema.FieldType.ListOf;
import com.eventbuspro.model.schema.FieldType.MapOf;
import com.eventbuspro.model.schema.FieldType.Primitive;
import com.eventbuspro.model.schema.FieldType.Struct;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'boolean'}                                   | BOOLEAN",
        "{'type':'integer'}                                   | LONG",
        "{'type':'integer','format':'int64'}                  | LONG",
        "{'type':'integer','format':'int32'}                  | INT",
        "{'type':'integer','minimum':0,'maximum':100}         | INT",
        "{'type':'integer','minimum':0,'maximum':2147483648}  | LONG",
        "{'type':'integer','minimum':0}                       | LONG",
        "{'type':'number'}                                    | DOUBLE",
        "{'type':'number','format':'float'}                   | FLOAT",
        "{'type':'string'}                                    | STRING",
        "{'type':'string','format':'email'}                   | STRING",
        "{'type':'string','format':'date-time'}               | TIMESTAMP",
        "{'type':'string','format':'date'}                    | DATE",
        "{'type':'string','format':'time'}                    | TIME",
        "{'type':'string','format':'uuid'}                    | UUID",
        "{'type':'string','format':'byte'}                    | BINARY",
      })
  void scalars_map_to_primitives(String schema, Primitive expected) {
    assertThat(field(schema).type()).isEqualTo(expected);
  }

  @Test
  void containers_nest() {
    Struct root =
        parse(
                """
                {"type":"object","properties":{
                  "price":{"type":"number","format":"decimal","x-precision":18,"x-scale":2},
                  "tags":{"type":"array","items":{"type":["string","null"]}},
                  "labels":{"type":"object","additionalProperties":{"type":"integer"}},
                  "legs":{"type":"array","items":{"type":"object","properties":{
                    "gate":{"type":"string"}},"required":["gate"]}}
                }}
                """)
            .root();
    assertThat(root.fields().stream().map(Field::type))
        .containsExactly(
            new Decimal(18, 2),
            new ListOf(Primitive.STRING, true),
            new MapOf(Primitive.LONG, false),
            new ListOf(
                new Struct(
                    List.of(new Field("gate", Primitive.STRING, true, "", false, List.of()))),
                false));
  }

  @Test
  void a_required_nullable_property_is_an_optional_column_that_must_be_present() {
    EventSchema schema =
        parse(
            """
            {"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"]}
            """);
    assertThat(schema.root().fields().get(0).required()).isFalse();
    assertThat(schema.constraintsAt("/properties/a").mandatory()).isTrue();
    assertThat(schema.constraintsAt("/properties/a").nullable()).isTrue();
  }

  @Test
  void a_choice_of_a_type_and_null_is_that_type_nullable() {
    EventSchema schema =
        object("{'anyOf':[{'type':'string','maxLength':3},{'type':'null'}],'description':'d'}");
    assertThat(schema.root().fields().get(0).type()).isEqualTo(Primitive.STRING);
    assertThat(schema.root().fields().get(0).description()).isEqualTo("d");
    assertThat(schema.constraintsAt("/properties/a").nullable()).isTrue();
    assertThat(schema.constraintsAt("/properties/a").maxSize()).isEqualTo(3);
  }

  @Test
  void definitions_are_written_out() {
    EventSchema schema =
        parse(
            """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
             "$defs":{"point":{"type":"object","description":"Where","properties":{
                "lat":{"type":"number","minimum":-90}}}},
             "properties":{
               "from":{"$ref":"#/$defs/point"},
               "to":{"$ref":"#/$defs/point","description":"Whither","x-pii":true}}}
            """);
    assertThat(schema.root().fields().get(0).description()).isEqualTo("Where");
    assertThat(schema.root().fields().get(1).description()).isEqualTo("Whither");
    assertThat(schema.root().fields().get(1).pii()).isTrue();
    assertThat(schema.constraintsAt("/properties/to/properties/lat").minimum())
        .isEqualTo(new Constraints.Bound(BigDecimal.valueOf(-90), true));
  }

  @Test
  void constraints_are_kept() {
    Constraints number =
        object("{'type':'number','minimum':1,'exclusiveMinimum':1,'maximum':9,'multipleOf':0.5}")
            .constraintsAt("/properties/a");
    assertThat(number.minimum()).isEqualTo(new Constraints.Bound(BigDecimal.ONE, false));
    assertThat(number.maximum()).isEqualTo(new Constraints.Bound(BigDecimal.valueOf(9), true));
    assertThat(number.multipleOf()).isEqualByComparingTo("0.5");
    Constraints text =
        object("{'type':['string','null'],'enum':['a','b'],'minLength':1,'pattern':'^[ab]$'}")
            .constraintsAt("/properties/a");
    assertThat(text.allowed()).containsExactly("a", "b");
    assertThat(text.nullable()).as("null is not in the enum").isFalse();
    assertThat(text.minSize()).isEqualTo(1);
    assertThat(object("{'type':'integer','const':10}").constraintsAt("/properties/a").allowed())
        .containsExactly(new BigDecimal("1E+1"));
    assertThat(
            object("{'type':'array','items':{'type':'string'},'uniqueItems':true,'maxItems':4}")
                .constraintsAt("/properties/a"))
        .matches(c -> c.unique() && c.maxSize() == 4);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                              | /properties/a | MISSING_TYPE",
        "true                                            | /properties/a | MALFORMED_SCHEMA",
        "{'type':'null'}                                 | /properties/a/type | UNSUPPORTED_TYPE",
        "{'type':['string','integer']}                   | /properties/a/type | UNSUPPORTED_TYPE",
        "{'type':'strnig'}                               | /properties/a/type | UNSUPPORTED_TYPE",
        "{'type':7}                                      | /properties/a/type | UNSUPPORTED_TYPE",
        "{'type':[]}                                     | /properties/a/type | UNSUPPORTED_TYPE",
        "{'type':'array'}                                | /properties/a | MISSING_ITEMS",
        "{'type':'array','items':[{'type':'string'}]}    | /properties/a/items | MALFORMED_SCHEMA",
        "{'type':'array','items':{'type':'string'},'prefixItems':[{'type':'string'}]}"
            + " | /properties/a/prefixItems | UNSUPPORTED_KEYWORD",
        "{'type':'object'}                               | /properties/a | UNSUPPORTED_OBJECT",
        "{'type':'object','properties':{}}               | /properties/a | UNSUPPORTED_OBJECT",
        "{'type':'object','properties':[]}" + " | /properties/a/properties | MALFORMED_SCHEMA",
        "{'type':'object','properties':{'b':{'type':'string'}},'additionalProperties':{'type':'string'}}"
            + " | /properties/a/additionalProperties | UNSUPPORTED_OBJECT",
        "{'type':'object','additionalProperties':{}}"
            + " | /properties/a/additionalProperties | MISSING_TYPE",
        "{'type':'object','properties':{'b':{'type':'string'}},'patternProperties':{'^x':{'type':'string'}}}"
            + " | /properties/a/patternProperties | UNSUPPORTED_KEYWORD",
        "{'type':'object','properties':{'b':{'type':'string'}},'required':['c']}"
            + " | /properties/a/required/0 | REQUIRED_UNDECLARED",
        "{'type':'object','properties':{'b':{'type':'string'}},'minProperties':1}"
            + " | /properties/a/minProperties | MISPLACED_KEYWORD",
        "{'oneOf':[{'type':'object'},{'type':'string'}]} | /properties/a/oneOf | UNSUPPORTED_CHOICE",
        "{'anyOf':[{'type':'null'},{'type':'null'}]}     | /properties/a/anyOf | UNSUPPORTED_CHOICE",
        "{'type':'string','allOf':[{'minLength':1}]}     | /properties/a/allOf | UNSUPPORTED_KEYWORD",
        "{'type':'string','not':{'const':'x'}}           | /properties/a/not | UNSUPPORTED_KEYWORD",
        "{'if':{},'type':'string'}                       | /properties/a/if | UNSUPPORTED_KEYWORD",
        "{'type':'string','nullable':true}               | /properties/a/nullable | UNSUPPORTED_KEYWORD",
        "{'type':'string','minLenght':3}                 | /properties/a/minLenght | UNKNOWN_KEYWORD",
        "{'type':'integer','minLength':3}                | /properties/a/minLength | MISPLACED_KEYWORD",
        "{'type':'string','format':'uuid','maxLength':3} | /properties/a/maxLength | MISPLACED_KEYWORD",
        "{'type':'string','pattern':'('}                 | /properties/a/pattern | INVALID_PATTERN",
        "{'type':'string','pattern':'(a)\\\\1'}          | /properties/a/pattern | INVALID_PATTERN",
        "{'type':'string','pattern':'(?=a)'}             | /properties/a/pattern | INVALID_PATTERN",
        "{'type':'string','enum':[]}                     | /properties/a/enum | INVALID_ENUM",
        "{'type':'string','enum':[1]}                    | /properties/a/enum | INVALID_ENUM",
        "{'type':'integer','enum':[1.5]}                 | /properties/a/enum | INVALID_ENUM",
        "{'type':'object','properties':{'b':{'type':'string'}},'const':{}}"
            + " | /properties/a/const | INVALID_ENUM",
        "{'type':'string','format':'date','enum':['x']}  | /properties/a/enum | INVALID_ENUM",
        "{'type':'integer','minimum':5,'maximum':4}      | /properties/a | NOTHING_FITS",
        "{'type':'integer','minimum':'5'}                | /properties/a/minimum | MALFORMED_SCHEMA",
        "{'type':'number','multipleOf':0}                | /properties/a/multipleOf | MALFORMED_SCHEMA",
        "{'type':'number','format':'decimal'}            | /properties/a | INVALID_DECIMAL",
        "{'type':'number','format':'decimal','x-precision':40,'x-scale':2}"
            + " | /properties/a | INVALID_DECIMAL",
        "{'type':'number','x-precision':4,'x-scale':2}   | /properties/a | INVALID_DECIMAL",
        "{'$ref':'https://example.com/x.json'}           | /properties/a/$ref | UNSUPPORTED_REFERENCE",
        "{'$ref':'#'}                                    | /properties/a/$ref | UNSUPPORTED_REFERENCE",
        "{'$ref':'#/properties/a'}                       | /properties/a/$ref | UNSUPPORTED_REFERENCE",
        "{'$ref':'#/$defs/none'}                         | /properties/a/$ref | UNSUPPORTED_REFERENCE",
        "{'type':'string','x-aliases':'b'}               | /properties/a/x-aliases | MALFORMED_SCHEMA",
        "{'type':'string','x-aliases':['a']}             | /properties/a/x-aliases/0 | DUPLICATE_NAME",
        "{'type':'string','x-pii':'yes'}                 | /properties/a/x-pii | MALFORMED_SCHEMA",
      })
  void what_does_not_map_is_refused_with_pointer_and_advice(
      String schema, String pointer, SchemaFault code) {
    Violation violation = onlyViolation("{'type':'object','properties':{'a':" + schema + "}}");
    assertThat(violation.pointer()).isEqualTo(pointer);
    assertThat(violation.code()).isEqualTo(code.name());
    assertThat(violation.message()).isNotBlank();
    assertThat(violation.suggestion()).isNotBlank();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | | MALFORMED_JSON",
        "{ | | MALFORMED_JSON",
        "{} x | | MALFORMED_JSON",
        "{'type':'object','type':'object'} | | MALFORMED_JSON",
        "{'type':'string'} | /type | UNSUPPORTED_TYPE",
        "{'$schema':'http://json-schema.org/draft-07/schema#','type':'object','properties':{'a':{'type':'string'}}}"
            + " | /$schema | UNSUPPORTED_DIALECT",
        "{'type':'object','properties':{'_id':{'type':'string'}}} | /properties/_id | RESERVED_NAME",
        "{'type':'object','properties':{'specversion':{'type':'string'}}}"
            + " | /properties/specversion | RESERVED_NAME",
        "{'type':'object','properties':{'':{'type':'string'}}} | /properties/ | INVALID_NAME",
        "{'type':'object','properties':{'a.b':{'type':'string'}}} | /properties/a.b | INVALID_NAME",
        "{'type':'object','properties':{'a/b':{'type':'x'}}} | /properties/a~1b/type | UNSUPPORTED_TYPE",
        "{'type':'object','properties':{'aB':{'type':'string'},'Ab':{'type':'string'}}}"
            + " | /properties/Ab | DUPLICATE_NAME",
        "{'$defs':{'n':{'type':'object','properties':{'next':{'$ref':'#/$defs/n'}}}},'type':'object',"
            + "'properties':{'a':{'$ref':'#/$defs/n'}}}"
            + " | /$defs/n/properties/next/$ref | UNSUPPORTED_REFERENCE",
      })
  void documents_that_are_wrong_as_a_whole_are_refused(
      String document, String pointer, SchemaFault code) {
    Violation violation = onlyViolation(document == null ? "" : document);
    assertThat(violation.pointer()).isEqualTo(pointer == null ? "" : pointer);
    assertThat(violation.code()).isEqualTo(code.name());
  }

  @Test
  void control_characters_in_names_are_refused() {
    assertThat(
            onlyViolation("{'type':'object','properties':{'a\\u0000':{'type':'string'}}}").code())
        .isEqualTo("INVALID_NAME");
  }

  @Test
  void every_place_is_reported_at_once() {
    assertThatThrownBy(
            () ->
                SchemaParser.parse(
                    """
                    {"type":"object","properties":{
                      "a":{"type":"array"},"b":{},"c":{"type":"object","properties":{"d":{"not":{}}}}}}
                    """))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.violations().stream().map(Violation::pointer))
                    .containsExactly(
                        "/properties/a",
                        "/properties/b",
                        "/properties/c/properties/d",
                        "/properties/c/properties/d/not"));
  }

  @Test
  void huge_and_deep_documents_are_refused_quickly() {
    String wide =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"f" + i + "\":{\"type\":\"string\"}")
            .collect(Collectors.joining(",", "{\"type\":\"object\",\"properties\":{", "}}"));
    assertRefusedQuickly(wide, SchemaFault.SCHEMA_TOO_LARGE);
    String eleven =
        IntStream.range(0, 1_001)
            .mapToObj(i -> "\"f" + i + "\":{\"type\":\"string\"}")
            .collect(Collectors.joining(",", "{\"type\":\"object\",\"properties\":{", "}}"));
    assertRefusedQuickly(eleven, SchemaFault.SCHEMA_TOO_LARGE);
    assertRefusedQuickly("[".repeat(10_000), SchemaFault.SCHEMA_TOO_DEEP);
    String deep = "{\"type\":\"array\",\"items\":";
    assertRefusedQuickly(
        "{\"type\":\"object\",\"properties\":{\"a\":"
            + deep.repeat(16)
            + "{\"type\":\"string\"}"
            + "}".repeat(18),
        SchemaFault.SCHEMA_TOO_DEEP);
  }

  @Test
  void definitions_that_multiply_are_refused_quickly() {
    String doubling =
        IntStream.range(0, 14)
            .mapToObj(
                i ->
                    "\"d%d\":{\"type\":\"object\",\"properties\":{\"l\":{\"$ref\":\"#/$defs/d%d\"},\"r\":{\"$ref\":\"#/$defs/d%d\"}}}"
                        .formatted(i, i + 1, i + 1))
            .collect(Collectors.joining(","));
    assertRefusedQuickly(
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/d0\"}},\"$defs\":{"
            + doubling
            + ",\"d14\":{\"type\":\"string\"}}}",
        SchemaFault.SCHEMA_TOO_LARGE);
    String chain =
        IntStream.range(0, 3_000)
            .mapToObj(i -> "\"d%d\":{\"$ref\":\"#/$defs/d%d\"}".formatted(i, i + 1))
            .collect(Collectors.joining(","));
    assertRefusedQuickly(
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/d0\"}},\"$defs\":{"
            + chain
            + ",\"d3000\":{\"type\":\"string\"}}}",
        SchemaFault.UNSUPPORTED_REFERENCE);
  }

  private static void assertRefusedQuickly(String document, SchemaFault code) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThatThrownBy(() -> SchemaParser.parse(document))
                .isInstanceOfSatisfying(
                    InvalidInputException.class,
                    e ->
                        assertThat(e.violations().stream().map(Violation::code))
                            .contains(code.name())));
  }

  private static Violation onlyViolation(String document) {
    try {
      SchemaParser.parse(document.replace('\'', '"'));
    } catch (InvalidInputException e) {
      assertThat(e.violations()).hasSize(1);
      return e.violations().get(0);
    }
    throw new AssertionError("Accepted: " + document);
  }

  private static Field field(String schema) {
    return object(schema).root().fields().get(0);
  }

  private static EventSchema object(String schema) {
    return parse("{'type':'object','properties':{'a':" + schema + "}}");
  }

  private static EventSchema parse(String document) {
    return EventSchema.parse(1, document.replace('\'', '"'));
  }
}
