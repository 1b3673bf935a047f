package com.eventbuspro.platform.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleEventTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"string\"}",
        "{\"type\":\"string\",\"pattern\":\"^[A-Z]{3}$\"}",
        "{\"type\":\"string\",\"minLength\":30}",
        "{\"type\":\"string\",\"maxLength\":2}",
        "{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}",
        "{\"type\":\"string\",\"format\":\"date-time\"}",
        "{\"type\":\"string\",\"format\":\"date\"}",
        "{\"type\":\"string\",\"format\":\"time\"}",
        "{\"type\":\"string\",\"format\":\"uuid\"}",
        "{\"type\":\"string\",\"format\":\"byte\"}",
        "{\"type\":\"string\",\"format\":\"decimal\",\"x-precision\":9,\"x-scale\":2}",
        "{\"type\":\"number\",\"format\":\"decimal\",\"x-precision\":9,\"x-scale\":2}",
        "{\"type\":\"integer\",\"minimum\":10}",
        "{\"type\":\"integer\",\"exclusiveMinimum\":10}",
        "{\"type\":\"integer\",\"maximum\":-5}",
        "{\"type\":\"number\",\"multipleOf\":0.25}",
        "{\"type\":\"boolean\"}",
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}",
        "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"number\"}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"enum\":[\"q\"]}}}",
      })
  void what_is_offered_to_start_from_is_accepted(String property) {
    EventSchema schema =
        EventSchema.parse(
            1,
            "{\"type\":\"object\",\"required\":[\"value\"],\"properties\":{\"value\":"
                + property
                + "}}");
    String sample = SampleEvent.of(schema, NOW);

    Decoded decoded =
        EventDecoder.of(EventTypeName.parse("test.sample"), List.of(schema), null)
            .decode(
                sample.getBytes(StandardCharsets.UTF_8),
                new ShardId("shardId-000000000000"),
                "1",
                NOW);

    assertThat(decoded).as(sample).isInstanceOf(Decoded.Event.class);
  }
}
