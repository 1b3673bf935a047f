package com.eventbuspro.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.FieldType.Primitive;
import com.eventbuspro.model.schema.SchemaChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaLineageTest {

  @Test
  void each_column_goes_on_in_one_property_at_most() {
    FieldType.Struct object =
        new FieldType.Struct(
            List.of(
                named("renamed", "twice", "first"),
                named("second", "twice", "spare"),
                named("third", "same", "twice"),
                named("same", "spare"),
                named("fresh")));

    assertThat(SchemaLineage.continuing(object, Set.of("twice", "spare", "same", "gone")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("same", "same", "renamed", "twice", "second", "spare"));
  }

  private static Field named(String name, String... aliases) {
    return new Field(name, Primitive.STRING, false, "", false, List.of(aliases));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'integer','format':'int32'}     | {'type':'integer'}                   | TYPE_WIDENED",
        "{'type':'number','format':'float'}      | {'type':'number'}                    | TYPE_WIDENED",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | {'type':'number','format':'decimal','x-precision':9,'x-scale':2} | TYPE_WIDENED",
        "{'type':'array','items':{'type':'integer','format':'int32'}} | {'type':'array','items':{'type':'integer'}} | TYPE_WIDENED",
        "{'type':'string'}                       | {'type':['string','null']}           | CONSTRAINT_LOOSENED",
        "{'type':'string','enum':['a']}          | {'type':'string','enum':['b','a']}   | CONSTRAINT_LOOSENED",
        "{'type':'string','enum':['a']}          | {'type':'string'}                    | CONSTRAINT_LOOSENED",
        "{'type':'string','maxLength':3}         | {'type':'string','maxLength':4}      | CONSTRAINT_LOOSENED",
        "{'type':'string','pattern':'a'}         | {'type':'string'}                    | CONSTRAINT_LOOSENED",
        "{'type':'number','minimum':1}           | {'type':'number','minimum':0}        | CONSTRAINT_LOOSENED",
        "{'type':'number','exclusiveMinimum':1}  | {'type':'number','minimum':1}        | CONSTRAINT_LOOSENED",
        "{'type':'number','multipleOf':1}        | {'type':'number','multipleOf':0.5}   | CONSTRAINT_LOOSENED",
        "{'type':'string'}                       | {'type':'string','description':'d'}  | NOTE_CHANGED",
        "{'type':'string'}                       | {'type':'string','x-pii':true}       | NOTE_CHANGED",
        "{'type':'object','properties':{'b':{'type':'string'}}} | {'type':'object','properties':{'b':{'type':'string'},'c':{'type':'string'}}} | PROPERTY_ADDED",
      })
  void a_column_can_follow(String one, String two, Kind kind) {
    SchemaEvolution evolution = SchemaLineage.of(List.of(a(1, one))).evolve(a(2, two));
    assertThat(evolution.violations()).isEmpty();
    assertThat(evolution.changes()).extracting(SchemaChange::kind).containsExactly(kind);
    assertThat(evolution.isCompatible()).isTrue();
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string'}                       | {'type':'integer'}                   | TYPE_CHANGED",
        "{'type':'integer'}                      | {'type':'number'}                    | TYPE_CHANGED",
        "{'type':'string'}                       | {'type':'string','format':'date'}    | TYPE_CHANGED",
        "{'type':'integer'}                      | {'type':'integer','format':'int32'}  | TYPE_NARROWED",
        "{'type':'number'}                       | {'type':'number','format':'float'}   | TYPE_NARROWED",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | {'type':'number','format':'decimal','x-precision':9,'x-scale':3} | TYPE_CHANGED",
        "{'type':'number','format':'decimal','x-precision':5,'x-scale':2} | {'type':'string','format':'decimal','x-precision':5,'x-scale':2} | TYPE_CHANGED",
        "{'type':'array','items':{'type':'integer'}} | {'type':'array','items':{'type':'string'}} | TYPE_CHANGED",
        "{'type':'object','additionalProperties':{'type':'integer'}} | {'type':'object','additionalProperties':{'type':'string'}} | TYPE_CHANGED",
        "{'type':'object','additionalProperties':{'type':'integer'}} | {'type':'object','properties':{'x':{'type':'integer'}}} | TYPE_CHANGED",
        "{'type':['string','null']}              | {'type':'string'}                    | CONSTRAINT_NARROWED",
        "{'type':'string','enum':['a','b']}      | {'type':'string','enum':['a','c']}   | CONSTRAINT_NARROWED",
        "{'type':'string'}                       | {'type':'string','enum':['a']}       | CONSTRAINT_NARROWED",
        "{'type':'string'}                       | {'type':'string','maxLength':4}      | CONSTRAINT_NARROWED",
        "{'type':'string','pattern':'a'}         | {'type':'string','pattern':'b'}      | CONSTRAINT_NARROWED",
        "{'type':'number'}                       | {'type':'number','minimum':0}        | CONSTRAINT_NARROWED",
        "{'type':'number','maximum':1}           | {'type':'number','exclusiveMaximum':1} | CONSTRAINT_NARROWED",
        "{'type':'number','multipleOf':1}        | {'type':'number','multipleOf':2}     | CONSTRAINT_NARROWED",
        "{'type':'array','items':{'type':'string'}} | {'type':'array','items':{'type':'string'},'uniqueItems':true} | CONSTRAINT_NARROWED",
      })
  void a_column_cannot_follow(String one, String two, EvolutionFault fault) {
    SchemaEvolution evolution = SchemaLineage.of(List.of(a(1, one))).evolve(a(2, two));
    assertThat(evolution.violations()).extracting(Violation::code).containsExactly(fault.name());
    assertThat(evolution.violations().get(0).pointer()).startsWith("/properties/a");
    assertThat(evolution.violations().get(0).suggestion()).isNotBlank();
    assertThatThrownBy(() -> SchemaLineage.of(List.of(a(2, two), a(1, one))))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void an_equal_version_changes_nothing() {
    String schema = "{'type':'object','properties':{'b':{'type':'string','enum':['x']}}}";
    assertThat(SchemaLineage.of(List.of(a(1, schema))).evolve(a(2, schema)))
        .isEqualTo(new SchemaEvolution(List.of(), List.of()));
  }

  @Test
  void required_may_become_optional_but_not_the_other_way() {
    EventSchema required = parse(1, "'a':{'type':'string'}", "a");
    EventSchema optional = parse(2, "'a':{'type':'string'}");
    assertThat(SchemaLineage.of(List.of(required)).evolve(optional).changes())
        .extracting(SchemaChange::kind)
        .containsExactly(Kind.MADE_OPTIONAL);
    assertThat(SchemaLineage.of(List.of(required, optional)).columns().fields().get(0).required())
        .isFalse();
    assertThat(codes(SchemaLineage.of(List.of(optional)), parse(3, "'a':{'type':'string'}", "a")))
        .containsExactly("MADE_REQUIRED");
    assertThat(
            codes(
                SchemaLineage.of(List.of(optional)),
                parse(3, "'a':{'type':'string'},'b':{'type':['string','null']}", "b")))
        .containsExactly("NEW_REQUIRED");
  }

  @Test
  void a_rename_with_its_alias_keeps_the_column() {
    EventSchema one = parse(1, "'old':{'type':'integer','format':'int32'},'z':{'type':'string'}");
    EventSchema two =
        parse(2, "'z':{'type':'string'},'new':{'type':'integer','x-aliases':['old']}");
    SchemaLineage lineage = SchemaLineage.of(List.of(one));
    assertThat(lineage.evolve(two).changes())
        .extracting(SchemaChange::kind)
        .containsExactly(Kind.PROPERTY_RENAMED, Kind.TYPE_WIDENED);
    SchemaLineage both = SchemaLineage.of(List.of(one, two));
    assertThat(both.columns().fields()).extracting(Field::name).containsExactly("new", "z");
    assertThat(both.columns().fields().get(0).type()).isEqualTo(Primitive.LONG);
    EventSchema three = parse(3, "'newest':{'type':'integer','x-aliases':['new','old']}");
    assertThat(SchemaLineage.of(List.of(one, two, three)).columns().fields())
        .extracting(Field::name)
        .containsExactly("newest", "z");
  }

  @Test
  void a_rename_must_not_come_upon_another_column_but_for_case() {
    EventSchema one = parse(1, "'a':{'type':'string'},'B':{'type':'string'}");
    EventSchema without = parse(2, "'a':{'type':'string'}");
    EventSchema renamed = parse(3, "'b':{'type':'string','x-aliases':['a']}");
    assertThat(codes(SchemaLineage.of(List.of(one, without)), renamed))
        .containsExactly("NAME_TAKEN");
  }

  @Test
  void a_rename_without_alias_is_told_to_be_a_loss() {
    SchemaEvolution evolution =
        SchemaLineage.of(List.of(parse(1, "'old':{'type':'string'}")))
            .evolve(parse(2, "'new':{'type':'string'}"));
    assertThat(evolution.isCompatible()).isTrue();
    assertThat(evolution.changes())
        .extracting(SchemaChange::kind)
        .containsExactly(Kind.PROPERTY_REMOVED, Kind.PROPERTY_ADDED);
    assertThat(evolution.changes().get(0).advice()).contains("\"x-aliases\": [\"old\"]");
  }

  @Test
  void a_removed_column_stays_and_takes_its_property_back_only_with_its_type() {
    EventSchema one = parse(1, "'a':{'type':'string'},'b':{'type':'string'}", "b");
    EventSchema two = parse(2, "'a':{'type':'string'}");
    SchemaLineage lineage = SchemaLineage.of(List.of(one, two));
    assertThat(lineage.columns().fields()).extracting(Field::name).containsExactly("a", "b");
    assertThat(lineage.columns().fields().get(1).required()).isFalse();
    EventSchema back = parse(3, "'a':{'type':'string'},'b':{'type':'string'}");
    assertThat(lineage.evolve(back).isCompatible()).isTrue();
    assertThat(lineage.evolve(parse(3, "'a':{'type':'string'}")).changes()).isEmpty();
    assertThat(lineage.evolve(back).changes())
        .extracting(SchemaChange::kind)
        .contains(Kind.PROPERTY_RESTORED);
    assertThat(codes(lineage, parse(3, "'a':{'type':'string'},'b':{'type':'integer'}")))
        .containsExactly("TYPE_CHANGED");
    assertThat(codes(lineage, parse(3, "'a':{'type':'string'},'B':{'type':'string'}")))
        .containsExactly("NAME_TAKEN");
  }

  @Test
  void nested_columns_follow_their_renamed_parent() {
    EventSchema one =
        parse(
            1,
            "'o':{'type':'object','properties':{'x':{'type':'string','maxLength':3},'y':{'type':'string'}}}");
    EventSchema two =
        parse(2, "'p':{'type':'object','x-aliases':['o'],'properties':{'y':{'type':'string'}}}");
    SchemaLineage lineage = SchemaLineage.of(List.of(one, two));
    FieldType.Struct nested = (FieldType.Struct) lineage.columns().fields().get(0).type();
    assertThat(nested.fields()).extracting(Field::name).containsExactly("x", "y");
    EventSchema three =
        parse(
            3,
            "'p':{'type':'object','properties':{'x':{'type':'string','maxLength':2},'y':{'type':'string'}}}");
    assertThat(codes(lineage, three)).containsExactly("CONSTRAINT_NARROWED");
  }

  @Test
  void versions_must_count_up() {
    SchemaLineage lineage = SchemaLineage.of(List.of(a(2, "{'type':'string'}")));
    assertThat(lineage.newestVersion()).isEqualTo(2);
    assertThatThrownBy(() -> lineage.evolve(a(2, "{'type':'string'}")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> codes(SchemaLineage lineage, EventSchema next) {
    return lineage.evolve(next).violations().stream().map(Violation::code).toList();
  }

  private static EventSchema a(int version, String schema) {
    return parse(version, "'a':" + schema);
  }

  private static EventSchema parse(int version, String properties, String... required) {
    List<String> names = new ArrayList<>();
    for (String name : required) {
      names.add("'" + name + "'");
    }
    String document =
        "{'type':'object','properties':{" + properties + "},'required':" + names + "}";
    return EventSchema.parse(version, document.replace('\'', '"'));
  }
}
