package com.eventbuspro.model.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Instant;
import java.util.List;

/** Short ways to decode: JSON and schemas are written with single quotes. */
final class Decoding {
  static final EventTypeName TYPE = EventTypeName.parse("aviation.flight_departed");
  static final ShardId SHARD = new ShardId("shardId-000000000003");
  static final Instant ARRIVAL = Instant.parse("2026-11-22T10:00:00.123456Z");
  static final long ARRIVAL_MICROS = 1_795_341_600_123_456L;

  private Decoding() {}

  static String property(String schema) {
    return "{'type':'object','properties':{'a':" + schema + "}}";
  }

  static Decoded.Event event(String schema, String json) {
    Decoded decoded = decode(decoder(schema), quote(json));
    assertThat(decoded).isInstanceOf(Decoded.Event.class);
    return (Decoded.Event) decoded;
  }

  static Decoded.Rejected rejected(String schema, String json) {
    Decoded decoded = decode(decoder(schema), quote(json));
    assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
    return (Decoded.Rejected) decoded;
  }

  static EventDecoder decoder(String schema) {
    return EventDecoder.of(TYPE, List.of(EventSchema.parse(1, quote(schema))), null);
  }

  static Decoded decode(EventDecoder decoder, String record) {
    return decoder.decode(record.getBytes(UTF_8), SHARD, "49", ARRIVAL);
  }

  static String quote(String json) {
    return json.replace('\'', '"');
  }
}
