package com.eventbuspro.platform.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.RejectionCause;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.eventtype.Contracts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowsIT {
  private static final ShardId SHARD = new ShardId("shardId-000000000000");
  private static final long START = 1_790_000_000_000_000L;

  private final TestPlatform platform = TestPlatform.get();
  private final String name = TestPlatform.newName();
  private final String path = "/api/event-types/" + name;

  @BeforeEach
  void register() {
    Answer made =
        platform.post(
            "/api/event-types",
            """
            {"name":"%s","owner":"payments","description":"A card was settled",
             "schema":{"type":"object","properties":
               {"amount":{"type":"integer"},"card":{"type":"string"}},"required":["amount"]}}"""
                .formatted(name));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  private void write(int rows, int rejected) {
    Contract contract = platform.bean(Contracts.class).current(EventTypeName.parse(name));
    LakeCatalog lake = platform.bean(LakeCatalog.class);
    new LakeTables(lake)
        .create(new TableSpec(contract.name(), contract.owner(), contract.schemas()));
    try (TableWriter writer =
        TableWriter.open(lake, contract.name(), contract.schemas(), Clock.systemUTC())) {
      for (int i = 1; i <= rows + rejected; i++) {
        String data = i <= rows ? "{\"amount\":" + i + "}" : "{}";
        Decoded decoded =
            contract
                .decoder()
                .decode(data.getBytes(StandardCharsets.UTF_8), SHARD, "" + i, Instant.now());
        if (decoded instanceof Decoded.Event event) {
          writer.append(SHARD, "" + i, START + i, event);
        } else {
          Decoded.Rejected no = (Decoded.Rejected) decoded;
          assertThat(no.cause()).isEqualTo(RejectionCause.MISSING_REQUIRED);
          writer.reject(SHARD, "" + i, START + i, data.getBytes(StandardCharsets.UTF_8), no);
        }
      }
      writer.commit();
    }
  }

  @Test
  void before_the_table_is_made_there_are_no_rows() {
    Answer answer = platform.get(path + "/events");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/items")).isEmpty();
    assertThat(platform.get(path + "/quarantine").json().at("/causes")).isEmpty();
  }

  @Test
  void the_newest_rows_come_first_page_by_page() {
    write(5, 0);

    Answer first = platform.get(path + "/events?limit=3");
    Answer second =
        platform.get(path + "/events?limit=3&cursor=" + first.json().at("/next").asString());

    assertThat(first.json().at("/items")).hasSize(3);
    assertThat(first.json().at("/items/0/amount").asInt()).isEqualTo(5);
    assertThat(first.json().at("/items/0").has("card")).isTrue();
    assertThat(first.json().at("/items/0/_sequence").asString()).isEqualTo("5");
    assertThat(second.json().at("/items")).hasSize(2);
    assertThat(second.json().at("/items/1/amount").asInt()).isEqualTo(1);
    assertThat(second.json().at("/next").isMissingNode()).isTrue();
    assertThat(platform.get(path + "/events?cursor=MS4xLjE").status()).isEqualTo(400);
  }

  @Test
  void a_whole_table_is_exported_line_by_line() {
    write(2000, 0);

    Answer all =
        platform.send(platform.request(path + "/events").header("Accept", "application/x-ndjson"));
    Answer some =
        platform.send(
            platform.request(path + "/events?limit=7").header("Accept", "application/x-ndjson"));

    assertThat(all.status()).isEqualTo(200);
    assertThat(all.header("Total-Rows")).isEqualTo("2000");
    assertThat(all.text().lines()).hasSize(2000);
    assertThat(all.text().lines().findFirst()).get().asString().contains("\"amount\":1,");
    assertThat(some.text().lines()).hasSize(7);
  }

  @Test
  void quarantined_records_are_shown_with_their_reasons() {
    write(1, 3);

    Answer answer = platform.get(path + "/quarantine?limit=2");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/causes/0/cause").asString()).isEqualTo("MISSING_REQUIRED");
    assertThat(answer.json().at("/causes/0/count").asLong()).isEqualTo(3);
    assertThat(answer.json().at("/items")).hasSize(2);
    assertThat(answer.json().at("/next").isMissingNode()).isFalse();
  }
}
