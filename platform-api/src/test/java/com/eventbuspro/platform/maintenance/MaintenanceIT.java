package com.eventbuspro.platform.maintenance;

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
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaintenanceIT {
  private static final ShardId SHARD = new ShardId("shardId-000000000000");

  private final TestPlatform platform = TestPlatform.get();
  private final String name = TestPlatform.newName();
  private final String path = "/api/event-types/" + name;

  @BeforeEach
  void register() {
    assertThat(register("").status()).isEqualTo(201);
  }

  @Test
  void whatIsNotSaidIsKeptForEver() {
    Answer answer = platform.get(path + "/maintenance");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/retention_days").isMissingNode()).isTrue();
    assertThat(answer.json().at("/snapshot_retention_hours").asInt()).isEqualTo(6);
    assertThat(answer.json().at("/compaction_target_mb").asInt()).isEqualTo(128);
    assertThat(answer.json().at("/runs")).isEmpty();
  }

  @Test
  void thePolicyIsSetChangedAndTakenBack() {
    Answer set =
        patch(
            "\"1\"",
            """
            {"retention_days":30,"snapshot_retention_hours":2,"compaction_target_mb":0}""");
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(set.json().at("/retention_days").asInt()).isEqualTo(30);
    assertThat(set.json().at("/snapshot_retention_hours").asInt()).isEqualTo(2);
    assertThat(set.json().at("/compaction_target_mb").asInt()).isEqualTo(0);

    Answer other = patch("\"2\"", "{\"shards\":2}");
    assertThat(other.json().at("/retention_days").asInt()).isEqualTo(30);

    Answer back = patch("\"3\"", "{\"retention_days\":null}");
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(back.json().at("/retention_days").isMissingNode()).isTrue();
    assertThat(back.json().at("/snapshot_retention_hours").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsOutOfRangeIsRefusedAllAtOnce() {
    Answer answer =
        patch(
            "\"1\"",
            """
            {"retention_days":0,"snapshot_retention_hours":1000,"compaction_target_mb":3}""");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/violations").findValuesAsString("pointer"))
        .containsExactlyInAnyOrder(
            "/retention_days", "/snapshot_retention_hours", "/compaction_target_mb");
    assertThat(patch("\"1\"", "{\"retention_days\":\"long\"}").status()).isEqualTo(422);
    assertThat(patch("\"1\"", "{\"retention_days\":1.5}").status()).isEqualTo(422);
  }

  @Test
  void registeringTheSameWithAnotherRetentionIsAConflict() {
    Answer answer = register(",\"retention_days\":7");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().at("/violations/0/pointer").asString()).isEqualTo("/retention_days");
  }

  @Test
  void aShorterRetentionIsConfirmedByWhatItDeletes() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    write(today.minusDays(60), 5, 2);
    write(today.minusDays(59), 4, 0);
    write(today.minusDays(1), 3, 1);
    LocalDate firstKept = today.minusDays(30);

    Answer dry = patch("?dry_run=true", "\"1\"", "{\"retention_days\":30}");
    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    assertThat(dry.json().at("/deletion/before").asString()).isEqualTo(firstKept.toString());
    assertThat(dry.json().at("/deletion/days").asInt()).isEqualTo(2);
    assertThat(dry.json().at("/deletion/rows").asLong()).isEqualTo(9);
    assertThat(dry.json().at("/deletion/quarantined_rows").asLong()).isEqualTo(2);
    assertThat(dry.json().at("/deletion/bytes").asLong()).isPositive();
    assertThat(platform.get(path).json().at("/retention_days").isMissingNode()).isTrue();

    Answer refused = patch("\"1\"", "{\"retention_days\":30}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().at("/code").asString()).isEqualTo("DELETION_NOT_CONFIRMED");
    assertThat(refused.json().at("/violations/0/suggestion").asString())
        .contains(firstKept.toString());
    assertThat(confirmed(30, today).status()).as("another day").isEqualTo(409);

    Answer done = confirmed(30, firstKept);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(done.json().at("/retention_days").asInt()).isEqualTo(30);
    assertThat(done.json().at("/deletion/rows").asLong()).isEqualTo(9);

    Answer longer = patch("\"2\"", "{\"retention_days\":90}");
    assertThat(longer.status()).as("keeps more").isEqualTo(200);
    Answer nothing = patch("\"3\"", "{\"retention_days\":80}");
    assertThat(nothing.status()).as("deletes nothing").isEqualTo(200);
  }

  @Test
  void whatIsDoneToTheTablesIsShown() throws SQLException {
    try (Connection connection = platform.database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO maintenance_run VALUES ('"
              + name
              + "', 'EVENTS', 'COMPACTION', 'RUNNING', now(), null, 40, 60, 60, 6000, 6000, '',"
              + " null, now())");
    }

    Answer answer = platform.get(path + "/maintenance");

    assertThat(answer.json().at("/runs/0/kind").asString()).isEqualTo("COMPACTION");
    assertThat(answer.json().at("/runs/0/unit").asString()).isEqualTo("DATA_FILES");
    assertThat(answer.json().at("/runs/0/percent").asInt()).isEqualTo(40);
    assertThat(answer.json().at("/runs/0/ended_at").isMissingNode()).isTrue();
    assertThat(platform.get("/api/event-types/no.such/maintenance").status()).isEqualTo(404);
  }

  private Answer register(String more) {
    return platform.post(
        "/api/event-types",
        """
        {"name":"%s","owner":"payments","description":"A card was settled",
         "schema":{"type":"object","properties":{"amount":{"type":"integer"}}}%s}"""
            .formatted(name, more));
  }

  private Answer confirmed(int days, LocalDate day) {
    return patch(
        "\"1\"", "{\"retention_days\":" + days + ",\"confirm_deletion_before\":\"" + day + "\"}");
  }

  private Answer patch(String ifMatch, String json) {
    return patch("", ifMatch, json);
  }

  private Answer patch(String query, String ifMatch, String json) {
    return platform.send(
        platform
            .request(path + query)
            .header("Content-Type", "application/json")
            .header("If-Match", ifMatch)
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  private int written;

  private void write(LocalDate day, int rows, int rejected) {
    Contract contract = platform.bean(Contracts.class).current(EventTypeName.parse(name));
    LakeCatalog lake = platform.bean(LakeCatalog.class);
    new LakeTables(lake)
        .create(new TableSpec(contract.name(), contract.owner(), contract.schemas()));
    long arrival =
        ChronoUnit.MICROS.between(Instant.EPOCH, day.atTime(12, 0).toInstant(ZoneOffset.UTC));
    try (TableWriter writer =
        TableWriter.open(lake, contract.name(), contract.schemas(), Clock.systemUTC())) {
      for (int i = 0; i < rows + rejected; i++) {
        String sequence = Integer.toString(1_000 + written++);
        if (i < rows) {
          Object[] values = {1L};
          writer.append(
              SHARD, sequence, arrival, new Decoded.Event("id", arrival, null, 1, values, null));
        } else {
          writer.reject(
              SHARD,
              sequence,
              arrival,
              new byte[] {'x'},
              new Decoded.Rejected(RejectionCause.WRONG_TYPE, "", "No", 1));
        }
      }
      writer.commit();
    }
  }
}
