package com.eventbuspro.model.event;

import static com.eventbuspro.model.event.Decoding.ARRIVAL_MICROS;
import static com.eventbuspro.model.event.Decoding.TYPE;
import static com.eventbuspro.model.event.Decoding.decode;
import static com.eventbuspro.model.event.Decoding.event;
import static com.eventbuspro.model.event.Decoding.quote;
import static com.eventbuspro.model.event.Decoding.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Instants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Those who have not heard of a rename are read as ever. */
class RenamesTest {
  private static final String RENAMED =
      "{'type':'object','required':['b'],'properties':{'b':{'type':'integer','x-aliases':['a','z']}}}";

  @Test
  void a_property_is_read_by_its_former_names() {
    assertThat(event(RENAMED, "{'b':1}").values()).containsExactly(1L);
    assertThat(event(RENAMED, "{'a':2}").values()).containsExactly(2L);
    assertThat(event(RENAMED, "{'z':3,'other':0}")).satisfies(RenamesTest::hasThreeAndOther);
    assertThat(rejected(RENAMED, "{'c':1}").cause()).isEqualTo(RejectionCause.MISSING_REQUIRED);
    Decoded.Rejected wrong = rejected(RENAMED, "{'a':'text'}");
    assertThat(wrong.cause()).isEqualTo(RejectionCause.WRONG_TYPE);
    assertThat(wrong.pointer()).isEqualTo("/a");
  }

  private static void hasThreeAndOther(Decoded.Event event) {
    assertThat(event.values()).containsExactly(3L);
    assertThat(event.extra()).isEqualTo("{\"other\":0}");
  }

  @Test
  void of_several_names_the_first_counts_and_nothing_is_lost() {
    assertThat(event(RENAMED, "{'b':1,'a':2}").values()).containsExactly(1L);
    assertThat(event(RENAMED, "{'b':1,'a':2}").extra()).isEqualTo("{\"a\":2}");
    assertThat(event(RENAMED, "{'a':2,'b':1}").values()).containsExactly(2L);
    assertThat(event(RENAMED, "{'a':2,'b':1}").extra()).isEqualTo("{\"b\":1}");
    assertThat(event(RENAMED, "{'z':3,'a':2}").extra()).isEqualTo("{\"a\":2}");
    assertThat(rejected(RENAMED, "{'b':1,'b':2}").cause()).isEqualTo(RejectionCause.DUPLICATE_KEY);
    assertThat(rejected(RENAMED, "{'b':1,'a':2,'a':3}").cause())
        .isEqualTo(RejectionCause.DUPLICATE_KEY);
  }

  @Test
  void former_names_are_known_at_any_depth() {
    String object = "{'type':'object','properties':{'new':{'type':'string','x-aliases':['old']}}}";
    String schema =
        "{'type':'object','properties':{'o':"
            + object
            + ",'l':{'type':'array','items':"
            + object
            + "},'m':{'type':'object','additionalProperties':"
            + object
            + "}}}";
    Decoded.Event event =
        event(schema, "{'o':{'old':'x'},'l':[{'new':'y'},{'old':'z'}],'m':{'k':{'old':'w'}}}");
    assertThat(event.values())
        .usingRecursiveComparison()
        .isEqualTo(
            new Object[] {
              new Object[] {"x"},
              List.of(new Object[] {"y"}, new Object[] {"z"}),
              Map.of("k", new Object[] {"w"})
            });
    assertThat(event.extra()).isNull();
  }

  @Test
  void the_event_time_follows_its_property_through_a_chain_of_renames() {
    EventDecoder decoder = decoder("c", time("a"), time("b", "a"), time("c", "b"));
    assertThat(micros(decoder, 1, "a")).isEqualTo(1_000_000);
    assertThat(micros(decoder, 2, "b")).isEqualTo(1_000_000);
    assertThat(micros(decoder, 3, "c")).isEqualTo(1_000_000);
  }

  @Test
  void a_name_that_changed_hands_is_not_the_event_time_of_older_versions() {
    EventDecoder decoder = decoder("a", time("a"), time("b", "a"), time("b") + "," + time("a"));
    assertThat(micros(decoder, 1, "a")).isEqualTo(ARRIVAL_MICROS);
    assertThat(micros(decoder, 2, "b")).isEqualTo(ARRIVAL_MICROS);
    assertThat(micros(decoder, 3, "a")).isEqualTo(1_000_000);
  }

  @Test
  void the_event_time_is_found_again_after_a_version_without_it() {
    EventDecoder decoder = decoder("b", time("a"), time("x"), time("b", "a"));
    assertThat(micros(decoder, 1, "a")).isEqualTo(1_000_000);
    assertThat(micros(decoder, 2, "x")).isEqualTo(ARRIVAL_MICROS);
    assertThat(micros(decoder, 3, "b")).isEqualTo(1_000_000);
  }

  private static String time(String name, String... aliases) {
    List<String> quoted = new ArrayList<>();
    for (String alias : aliases) {
      quoted.add("'" + alias + "'");
    }
    return "'" + name + "':{'type':'string','format':'date-time','x-aliases':" + quoted + "}";
  }

  private static EventDecoder decoder(String timeProperty, String... properties) {
    List<EventSchema> versions = new ArrayList<>();
    for (String version : properties) {
      versions.add(
          EventSchema.parse(
              versions.size() + 1, quote("{'type':'object','properties':{" + version + "}}")));
    }
    return EventDecoder.of(TYPE, versions, timeProperty);
  }

  private static long micros(EventDecoder decoder, int version, String property) {
    Decoded decoded =
        decode(
            decoder,
            quote(
                "{'specversion':'1.0','id':'1','source':'/s','type':'%s','dataschema':"
                        .formatted(TYPE)
                    + "'/event-types/%s/schemas/%d','data':{'%s':'%s'}}"
                        .formatted(TYPE, version, property, Instant.ofEpochSecond(1))));
    assertThat(decoded).isInstanceOf(Decoded.Event.class);
    long micros = ((Decoded.Event) decoded).timeMicros();
    assertThat(micros).isNotEqualTo(Instants.INVALID);
    return micros;
  }
}
