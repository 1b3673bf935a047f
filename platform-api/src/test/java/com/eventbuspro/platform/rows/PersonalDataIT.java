package com.eventbuspro.platform.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.security.Role;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Personal data is shown to admins only, wherever rows and records are shown. */
class PersonalDataIT {
  private static final ShardId SHARD = new ShardId("shardId-000000000000");
  private static final long START = 1_790_000_000_000_000L;
  private static final String WHO = "ada@example.com";

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
             "schema":{"type":"object","properties":{"amount":{"type":"integer"},
               "email":{"type":"string","x-pii":true}},"required":["amount"]}}"""
                .formatted(name));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    write("{\"amount\":1,\"email\":\"" + WHO + "\",\"e_mail\":\"" + WHO + "\"}");
  }

  /** A row, a record that lacks something, and one that is nothing. */
  private void write(String event) {
    Contract contract = platform.bean(Contracts.class).current(EventTypeName.parse(name));
    LakeCatalog lake = platform.bean(LakeCatalog.class);
    new LakeTables(lake)
        .create(new TableSpec(contract.name(), contract.owner(), contract.schemas()));
    List<String> records = List.of(event, event.replace("\"amount\":1,", ""), "not JSON of " + WHO);
    try (TableWriter writer =
        TableWriter.open(lake, contract.name(), contract.schemas(), Clock.systemUTC())) {
      for (int i = 0; i < records.size(); i++) {
        byte[] data = records.get(i).getBytes(StandardCharsets.UTF_8);
        Decoded decoded = contract.decoder().decode(data, SHARD, "" + i, Instant.now());
        if (decoded instanceof Decoded.Event good) {
          writer.append(SHARD, "" + i, START + i, good);
        } else {
          writer.reject(SHARD, "" + i, START + i, data, (Decoded.Rejected) decoded);
        }
      }
      writer.commit();
    }
  }

  private String read(String what, String accept, Role role) {
    Answer answer =
        platform.send(platform.request(path + what, platform.token(role)).header("Accept", accept));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.text();
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
  void others_see_that_it_is_there_and_not_what_it_is(Role role) {
    for (String shown :
        List.of(
            read("/events", "application/json", role),
            read("/events", "application/x-ndjson", role),
            read("/quarantine", "application/json", role))) {
      assertThat(shown).contains("***", "email").doesNotContain(WHO);
    }
    assertThat(read("/quarantine", "application/json", role)).contains("\"masked\":true");
  }

  @Test
  void admins_see_it() {
    assertThat(read("/events", "application/json", Role.ADMIN)).contains(WHO);
    assertThat(read("/events", "application/x-ndjson", Role.ADMIN)).contains(WHO);
    assertThat(read("/quarantine", "application/json", Role.ADMIN))
        .contains(WHO, "not JSON of", "\"masked\":false");
  }

  @Test
  void a_preview_of_a_re_drive_hides_it_too() {
    Answer preview = platform.post(path + "/quarantine/redrive?dry_run=true", "{\"all\":true}");
    Answer discard =
        platform.post(
            path + "/quarantine/discard?dry_run=true", "{\"all\":true,\"reason\":\"a test\"}");

    for (Answer answer : List.of(preview, discard)) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.text()).contains("***").doesNotContain(WHO);
    }
  }
}
