package com.eventbuspro.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineRowsIT {
  private final TestPlatform platform = TestPlatform.get();
  private final Asked asked = new Asked(platform);
  private final String name = Asked.newName();
  private final String sql = asked.sql(asked.eventType(), "rows");

  private Answer rows(String accept) {
    return platform.send(
        platform.request("/api/pipelines/" + name + "/rows").header("Accept", accept));
  }

  @Test
  void before_anything_was_brought_forth_there_are_no_rows() {
    for (String destination :
        List.of(
            Asked.toLakeTable(TestPlatform.newName()), Asked.toEventType(TestPlatform.newName()))) {
      String another = Asked.newName();
      asked.made(another, sql, destination);

      Answer page = platform.get("/api/pipelines/" + another + "/rows");

      assertThat(page.status()).as(page.text()).isEqualTo(200);
      assertThat(page.json().at("/items")).isEmpty();
    }
    asked.made(name, sql, Asked.toLakeTable(TestPlatform.newName()));
    assertThat(rows("application/x-ndjson").text()).isEmpty();
  }

  @Test
  void a_webhook_keeps_none() {
    asked.made(name, sql, Asked.toWebhook("https://hooks.example.com/delays"));

    Answer refused = rows("application/json");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().at("/code").asString()).isEqualTo("NO_TABLE");
  }
}
