package com.eventbuspro.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LineageIT {
  private final TestPlatform platform = TestPlatform.get();
  private final Asked asked = new Asked(platform);

  @Test
  void a_chain_of_pipelines_is_followed_both_ways_down_to_columns() {
    String source = asked.eventType();
    String derived = TestPlatform.newName();
    String table = TestPlatform.newName();
    String first = Asked.newName();
    String second = Asked.newName();
    String third = Asked.newName();
    asked.made(first, asked.sql(source, "first"), Asked.toEventType(derived));
    asked.made(second, asked.sql(derived, "second"), Asked.toLakeTable(table));
    asked.made(
        third, asked.sql(derived, "third"), Asked.toWebhook("https://hooks.example.com/secret"));

    JsonNode lineage = platform.get("/api/lineage?pipeline=" + second).json();

    assertThat(lineage.at("/nodes"))
        .extracting(n -> n.at("/id").asString())
        .containsExactlyInAnyOrder(
            "event_type:" + source,
            "event_type:" + derived,
            "pipeline:" + first,
            "pipeline:" + second,
            "pipeline:" + third,
            "lake_table:" + table,
            "webhook:" + third);
    assertThat(lineage.at("/edges"))
        .extracting(e -> e.at("/from").asString() + " " + e.at("/to").asString())
        .containsExactlyInAnyOrder(
            "event_type:" + source + " pipeline:" + first,
            "pipeline:" + first + " event_type:" + derived,
            "event_type:" + derived + " pipeline:" + second,
            "pipeline:" + second + " lake_table:" + table,
            "event_type:" + derived + " pipeline:" + third,
            "pipeline:" + third + " webhook:" + third);
    JsonNode out =
        lineage
            .at("/edges")
            .valueStream()
            .filter(e -> e.at("/from").asString().equals("pipeline:" + first))
            .findFirst()
            .orElseThrow();
    assertThat(out.at("/column_lineage/fields/amount/input_fields/0/name").asString())
        .isEqualTo(source);
    assertThat(out.at("/column_lineage/fields/amount/input_fields/0/field").asString())
        .isEqualTo("amount");
    assertThat(lineage.toString()).doesNotContain("/secret");
    assertThat(platform.get("/api/lineage?event_type=" + source).json().at("/nodes")).hasSize(7);
  }

  @Test
  void exactly_one_thing_that_is_there_is_asked_about() {
    assertThat(platform.get("/api/lineage").status()).isEqualTo(400);
    assertThat(platform.get("/api/lineage?pipeline=a&event_type=a.b").status()).isEqualTo(400);
    assertThat(platform.get("/api/lineage?pipeline=not-there").status()).isEqualTo(404);
    assertThat(platform.get("/api/lineage?event_type=not.there").status()).isEqualTo(404);
  }
}
