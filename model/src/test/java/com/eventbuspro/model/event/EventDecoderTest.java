package com.eventbuspro.model.event;

import static com.eventbuspro.model.event.Decoding.ARRIVAL;
import static com.eventbuspro.model.event.Decoding.ARRIVAL_MICROS;
import static com.eventbuspro.model.event.Decoding.SHARD;
import static com.eventbuspro.model.event.Decoding.TYPE;
import static com.eventbuspro.model.event.Decoding.decode;
import static com.eventbuspro.model.event.Decoding.decoder;
import static com.eventbuspro.model.event.Decoding.event;
import static com.eventbuspro.model.event.Decoding.property;
import static com.eventbuspro.model.event.Decoding.quote;
import static com.eventbuspro.model.event.Decoding.rejected;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Instants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is an event, of which version, when and from where. */
class EventDecoderTest {
  @Test
  void bare_json_is_the_data() {
    Decoded.Event event =
        event(
            "{'type':'object','properties':{'type':{'type':'string'},'id':{'type':'integer'}}}",
            "{\"id\":7,\"type\":\"Feature\"}");
    assertThat(event.id()).isEqualTo("shardId-000000000003:49");
    assertThat(event.timeMicros()).isEqualTo(ARRIVAL_MICROS);
    assertThat(event.source()).isNull();
    assertThat(event.schemaVersion()).isEqualTo(1);
    assertThat(event.values()).containsExactly("Feature", 7L);
    assertThat(event.extra()).isNull();
  }

  @Test
  void a_cloud_event_is_read_whatever_the_order_of_its_attributes() {
    EventDecoder decoder = decoder("{'type':'object','properties':{'a':{'type':'integer'}}}");
    List<String> attributes =
        List.of(
            "'specversion':'1.0'",
            "'id':'e1'",
            "'source':'/s'",
            "'type':'aviation.flight_departed'",
            "'time':'2026-01-02T03:04:05Z'",
            "'dataschema':'http://localhost:8080/api/event-types/aviation.flight_departed/schemas/1'",
            "'data':{'a':5}");
    for (int rotation = 0; rotation < attributes.size(); rotation++) {
      List<String> rotated = new ArrayList<>(attributes);
      Collections.rotate(rotated, rotation);
      for (String warmUp : List.of("{\"a\":1}", "{\"specversion\":\"1.0\"}")) {
        decode(decoder, warmUp);
        Decoded.Event event =
            (Decoded.Event) decode(decoder, quote("{" + String.join(", ", rotated) + "}"));
        assertThat(event.id()).isEqualTo("e1");
        assertThat(event.source()).isEqualTo("/s");
        assertThat(event.timeMicros())
            .isEqualTo(Instants.micros(Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(event.values()).containsExactly(5L);
        assertThat(event.extra()).isNull();
      }
    }
  }

  @Test
  void what_the_writer_writes_the_decoder_reads() {
    EventDecoder decoder = decoder("{'type':'object','properties':{'a':{'type':'string'}}}");
    byte[] record =
        CloudEvents.structured(
            new CloudEvents.Attributes("i\"\n1", "/söurce", TYPE, ARRIVAL, 1),
            "{\"a\": \"ü\" }".getBytes(UTF_8));
    Decoded.Event event = (Decoded.Event) decoder.decode(record, SHARD, "1", Instant.EPOCH);
    assertThat(event.id()).isEqualTo("i\"\n1");
    assertThat(event.source()).isEqualTo("/söurce");
    assertThat(event.timeMicros()).isEqualTo(ARRIVAL_MICROS);
    assertThat(event.values()).containsExactly("ü");
  }

  @Test
  void base64_data_and_extension_attributes_are_read() {
    EventDecoder decoder = decoder("{'type':'object','properties':{'a':{'type':'integer'}}}");
    String data = Base64.getEncoder().encodeToString("{\"a\":1,\"b\":2}".getBytes(UTF_8));
    Decoded.Event event =
        (Decoded.Event)
            decode(
                decoder,
                quote(
                    "{'specversion':'1.0','id':'1','source':'s','type':'aviation.flight_departed',"
                        + "'subject':'x','traceparent':'00-1','data_base64':'"
                        + data
                        + "'}"));
    assertThat(event.values()).containsExactly(1L);
    assertThat(event.extra())
        .isEqualTo(quote("{'b':2,'_attributes':{'subject':'x','traceparent':'00-1'}}"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'specversion':'0.3'                   | /specversion",
        "'specversion':1.0                     | /specversion",
        "'id':''                               | /id",
        "'id':7                                | /id",
        "'id':null                             | /id",
        "'source':null                         | /source",
        "'type':null                           | /type",
        "'type':'payments.card_settled'        | /type",
        "'time':'yesterday'                    | /time",
        "'dataschema':'https://example.com/s'  | /dataschema",
        "'dataschema':'/event-types/payments.card_settled/schemas/1' | /dataschema",
        "'datacontenttype':'text/xml'          | /datacontenttype",
        "'data_base64':'e30='                  | /data",
      })
  void wrong_attributes_are_told(String attribute, String pointer) {
    String name = attribute.substring(1, attribute.indexOf('\'', 1));
    StringBuilder json = new StringBuilder("{").append(attribute);
    Map.of(
            "specversion", "'1.0'",
            "id", "'1'",
            "source", "'s'",
            "type", "'aviation.flight_departed'",
            "data", "{'a':1}")
        .forEach(
            (k, v) -> {
              if (!k.equals(name)) {
                json.append(",'").append(k).append("':").append(v);
              }
            });
    Decoded.Rejected rejected =
        (Decoded.Rejected)
            decode(
                decoder("{'type':'object','properties':{'a':{'type':'integer'}}}"),
                quote(json + "}"));
    assertThat(rejected.cause()).isEqualTo(RejectionCause.BAD_ENVELOPE);
    assertThat(rejected.pointer()).isEqualTo(pointer);
  }

  @Test
  void an_unknown_schema_version_is_neither_accepted_nor_rejected_yet() {
    Decoded decoded =
        decode(
            decoder("{'type':'object','properties':{'a':{'type':'integer'}}}"),
            quote(
                "{'specversion':'1.0','id':'1','source':'s','type':'aviation.flight_departed',"
                    + "'dataschema':'/event-types/aviation.flight_departed/schemas/2','data':{}}"));
    assertThat(decoded).isEqualTo(new Decoded.UnknownVersion(2));
    assertThat(((Decoded.UnknownVersion) decoded).reject().cause())
        .isEqualTo(RejectionCause.UNKNOWN_SCHEMA_VERSION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | MALFORMED_JSON",
        "{ | MALFORMED_JSON",
        "{'a':1}} | MALFORMED_JSON",
        "{'a':1} {'a':1} | MALFORMED_JSON",
        "{'a':1,} | MALFORMED_JSON",
        "{'a':01} | MALFORMED_JSON",
        "{a:1} | MALFORMED_JSON",
        "[{'a':1}] | NOT_AN_OBJECT",
        "7 | NOT_AN_OBJECT",
        "null | NOT_AN_OBJECT",
        "{'specversion':'1.0','id':'1','source':'s','type':'aviation.flight_departed','data':[]} | NOT_AN_OBJECT",
        "{'specversion':'1.0','id':'1','source':'s','type':'aviation.flight_departed','data':'{}'} | NOT_AN_OBJECT",
        "{'specversion':'1.0','id':'1','id':'1','source':'s','type':'aviation.flight_departed','data':{}} | DUPLICATE_KEY",
      })
  void records_that_are_no_events_are_rejected(String json, RejectionCause cause) {
    Decoded.Rejected rejected =
        rejected(property("{'type':'integer'}"), json == null ? "" : quote(json));
    assertThat(rejected.cause()).as(rejected.message()).isEqualTo(cause);
    assertThat(rejected.message()).doesNotContain("Source").doesNotContain("StreamReadFeature");
  }

  @Test
  void depth_and_size_have_limits() {
    String schema = property("{'type':'integer'}");
    assertThat(rejected(schema, "{\"x\":" + "[".repeat(100_000)).cause())
        .isEqualTo(RejectionCause.TOO_DEEP);
    assertThat(rejected(schema, "{\"x\":" + "{\"y\":".repeat(1_000)).cause())
        .isEqualTo(RejectionCause.TOO_DEEP);
    assertThat(rejected(schema, "{\"a\":" + "9".repeat(5_000) + "}").cause())
        .isEqualTo(RejectionCause.TOO_LARGE);
    assertThat(rejected(schema, " ".repeat(EventDecoder.MAX_BYTES + 1)).cause())
        .isEqualTo(RejectionCause.TOO_LARGE);
    assertThat(rejected(schema, "{\"" + "n".repeat(20_000) + "\":1}").cause())
        .isEqualTo(RejectionCause.TOO_LARGE);
  }

  @Test
  void bytes_that_are_not_utf_8_are_rejected() {
    byte[] declared = "{\"a\":\"x\"}".getBytes(UTF_8);
    declared[6] = (byte) 0xff;
    byte[] undeclared = "{\"b\":\"x\"}".getBytes(UTF_8);
    undeclared[6] = (byte) 0xc3;
    EventDecoder decoder = decoder(property("{'type':'string'}"));
    for (byte[] record :
        List.of(
            declared,
            undeclared,
            "{\"b\":\"x\"}".getBytes(UTF_16LE),
            "{\"b\":\"x\"}".getBytes(UTF_16BE))) {
      assertThat(decoder.decode(record, SHARD, "1", ARRIVAL))
          .isInstanceOfSatisfying(
              Decoded.Rejected.class,
              r -> assertThat(r.cause()).isEqualTo(RejectionCause.MALFORMED_JSON));
    }
  }

  @Test
  void the_event_time_is_the_named_property_else_the_envelope_else_the_arrival() {
    EventSchema schema =
        EventSchema.parse(
            1,
            quote(
                "{'type':'object','properties':{'at':{'type':['string','null'],'format':'date-time'},"
                    + "'on':{'type':'string','format':'date'},'n':{'type':'integer'}}}"));
    EventDecoder at = EventDecoder.of(TYPE, List.of(schema), "at");
    assertThat(((Decoded.Event) decode(at, quote("{'at':'1970-01-01T00:00:01Z'}"))).timeMicros())
        .isEqualTo(1_000_000);
    assertThat(((Decoded.Event) decode(at, quote("{'at':null}"))).timeMicros())
        .isEqualTo(ARRIVAL_MICROS);
    EventDecoder on = EventDecoder.of(TYPE, List.of(schema), "on");
    assertThat(((Decoded.Event) decode(on, quote("{'on':'1970-01-02'}"))).timeMicros())
        .isEqualTo(86_400_000_000L);
    EventDecoder.checkTimeProperty(schema, "at");
    assertThatThrownBy(() -> EventDecoder.checkTimeProperty(schema, "n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not a date-time");
    assertThatThrownBy(() -> EventDecoder.checkTimeProperty(schema, "none"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void a_former_version_is_checked_against_its_own_schema() {
    EventSchema one =
        EventSchema.parse(
            1,
            quote("{'type':'object','properties':{'old':{'type':'string','format':'date-time'}}}"));
    EventSchema two =
        EventSchema.parse(
            2,
            quote(
                "{'type':'object','properties':{'new':{'type':'string','format':'date-time','x-aliases':['old']}}}"));
    EventDecoder decoder = EventDecoder.of(TYPE, List.of(two, one), "new");
    Decoded.Event event =
        (Decoded.Event)
            decode(
                decoder,
                quote(
                    "{'specversion':'1.0','id':'1','source':'s','type':'aviation.flight_departed',"
                        + "'dataschema':'/event-types/aviation.flight_departed/schemas/1',"
                        + "'data':{'old':'1970-01-01T00:00:01Z'}}"));
    assertThat(event.schemaVersion()).isEqualTo(1);
    assertThat(event.timeMicros()).as("found under its former name").isEqualTo(1_000_000);
    assertThat(decoder.newestVersion()).isEqualTo(2);
  }

  @Test
  void data_is_checked_before_it_has_an_envelope() {
    EventDecoder decoder = decoder(property("{'type':'integer'}"));
    assertThat(decoder.decodeData("{\"a\":1}".getBytes(UTF_8), 1, "id", ARRIVAL))
        .isInstanceOfSatisfying(
            Decoded.Event.class, event -> assertThat(event.id()).isEqualTo("id"));
    assertThat(decoder.decodeData("{\"a\":1}".getBytes(UTF_8), 2, "id", ARRIVAL))
        .isEqualTo(new Decoded.UnknownVersion(2));
    assertThat(decoder.decodeData("{\"specversion\":\"1.0\"}".getBytes(UTF_8), 1, "id", ARRIVAL))
        .isInstanceOfSatisfying(
            Decoded.Rejected.class,
            r -> assertThat(r.cause()).isEqualTo(RejectionCause.BAD_ENVELOPE));
  }
}
