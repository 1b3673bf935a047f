package com.eventbuspro.model.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Damaged records by the hundred thousand: seeds are fixed, so a failure repeats. */
class EventDecoderFuzzTest {
  private static final EventTypeName TYPE = EventTypeName.parse("fuzz.everything");
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "b":{"type":"boolean"},"i":{"type":"integer","format":"int32","multipleOf":2},
        "l":{"type":["integer","null"],"enum":[1,20,null]},"f":{"type":"number","format":"float"},
        "d":{"type":"number","minimum":-5,"multipleOf":0.01},
        "s":{"type":"string","maxLength":40,"pattern":"^[a-zé]*$"},
        "at":{"type":"string","format":"date-time"},"on":{"type":"string","format":"date"},
        "t":{"type":"string","format":"time"},"u":{"type":"string","format":"uuid"},
        "y":{"type":"string","format":"byte"},
        "p":{"type":"number","format":"decimal","x-precision":9,"x-scale":2},
        "a":{"type":"array","items":{"type":["object","null"],"properties":{"x":{"type":"integer"}}}},
        "m":{"type":"object","additionalProperties":{"type":"string"}}}}
      """;
  private static final String DATA =
      """
      {"b":true,"i":4,"l":20,"f":1.5,"d":-2.25,"s":"abcé","at":"2026-11-22T10:15:00.5+01:00",
       "on":"2026-11-22","t":"10:15:00","u":"0b0e3a7c-0000-1000-8000-00805f9b34fb","y":"AQID",
       "p":1234.5,"a":[{"x":1,"z":[1,{"q":2.50}]},null],"m":{"k":"v"},"un":{"known":[1e3]}}
      """;
  private static final String[] FRAGMENTS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "1e999999999",
    "-",
    "0",
    "9999999999999999999999",
    "1e-99999999999",
    "\"\"",
    "{}",
    "[]",
    "\"specversion\":\"1.0\",",
    "\"a\":",
    "\"x\":",
    "2026-13-45T99:99:99Z",
    "é",
    "\u2028",
    "NaN",
    " "
  };

  private final JsonMapper mapper = new JsonMapper();
  private final EventDecoder decoder =
      EventDecoder.of(TYPE, List.of(EventSchema.parse(1, SCHEMA)), "at");

  @Test
  void nothing_in_a_record_makes_the_decoder_throw() {
    byte[] bare = DATA.getBytes(UTF_8);
    byte[] cloudEvent =
        CloudEvents.structured(
            new CloudEvents.Attributes("id", "/source", TYPE, Instant.EPOCH, 1), bare);
    assertThat(decode(bare)).isInstanceOf(Decoded.Event.class);
    assertThat(decode(cloudEvent)).isInstanceOf(Decoded.Event.class);
    Random random = new Random(42);
    int events = 0;
    for (int i = 0; i < 40_000; i++) {
      byte[] damaged = damage(random.nextBoolean() ? bare : cloudEvent, random);
      Decoded decoded = decode(damaged);
      if (decoded instanceof Decoded.Rejected rejected) {
        if (rejected.cause() == RejectionCause.DECODER_FAULT
            || !JsonText.isStorable(rejected.pointer() + rejected.message())) {
          throw new AssertionError(rejected + " for " + new String(damaged, UTF_8));
        }
      } else if (decoded instanceof Decoded.Event event) {
        events++;
        if (event.extra() != null) {
          assertThat(mapper.readTree(event.extra()).isObject()).isTrue();
        }
      }
    }
    assertThat(events).as("some damage is harmless").isBetween(500, 39_000);
  }

  @Test
  void noise_is_rejected() {
    Random random = new Random(43);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[8 + random.nextInt(200)];
      random.nextBytes(noise);
      if (random.nextBoolean()) {
        noise[0] = '{';
      }
      Decoded decoded = decode(noise);
      if (!(decoded instanceof Decoded.Rejected rejected)
          || rejected.cause() == RejectionCause.DECODER_FAULT) {
        throw new AssertionError(decoded + " for " + Arrays.toString(noise));
      }
    }
  }

  private Decoded decode(byte[] record) {
    return decoder.decode(record, new ShardId("shardId-000000000000"), "1", Instant.EPOCH);
  }

  private static byte[] damage(byte[] record, Random random) {
    byte[] damaged = record.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(4)) {
        case 0 -> damaged[at] = (byte) random.nextInt(256);
        case 1 -> damaged[at] = (byte) (' ' + random.nextInt(95));
        case 2 -> damaged = splice(damaged, at, random.nextInt(8), new byte[0]);
        default ->
            damaged =
                splice(
                    damaged,
                    at,
                    random.nextInt(4),
                    FRAGMENTS[random.nextInt(FRAGMENTS.length)].getBytes(UTF_8));
      }
      if (damaged.length == 0) {
        return damaged;
      }
    }
    return random.nextInt(20) == 0
        ? Arrays.copyOf(damaged, random.nextInt(damaged.length))
        : damaged;
  }

  private static byte[] splice(byte[] bytes, int at, int cut, byte[] insert) {
    int after = Math.min(bytes.length, at + cut);
    byte[] spliced = Arrays.copyOf(bytes, at + insert.length + bytes.length - after);
    System.arraycopy(insert, 0, spliced, at, insert.length);
    System.arraycopy(bytes, after, spliced, at + insert.length, bytes.length - after);
    return spliced;
  }
}
