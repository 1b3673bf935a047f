package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AssignmentPollerTest {
  private static final AssignmentRow ROW =
      new AssignmentRow(
          "a.b",
          "ebp-local-a.b",
          "at",
          5,
          3,
          List.of(
              new AssignmentRow.SchemaRow(
                  1,
                  "{\"type\":\"object\",\"properties\":{\"at\":"
                      + "{\"type\":\"string\",\"format\":\"date-time\"}}}")),
          30,
          2,
          0);

  private final JsonMapper json = JsonMapper.builder().build();

  @Test
  void withoutTheDatabaseTheLastKnownAssignmentsHold(@TempDir Path directory) {
    AssignmentFile file = new AssignmentFile(directory, json);
    file.write(List.of(ROW));
    try (HikariDataSource nowhere = nowhere();
        AssignmentPoller poller =
            new AssignmentPoller(new AssignmentView(nowhere, json), file, Clock.systemUTC())) {
      poller.start();
      Assignments current = poller.current();
      assertThat(current.asOf()).isEqualTo(Instant.EPOCH);
      Assignment assignment = current.byStream().get("ebp-local-a.b");
      assertThat(assignment).isNotNull();
      assertThat(assignment.commitInterval()).isEqualTo(Duration.ofSeconds(5));
      assertThat(assignment.timeProperty()).isEqualTo("at");
      assertThat(assignment.schemas()).hasSize(1);
      assertThat(assignment.maintenance())
          .isEqualTo(new MaintenancePolicy(30, Duration.ofHours(2), 0));
    }
  }

  @Test
  void aFileOfAnOlderReleaseIsReadWithTheDefaults(@TempDir Path directory) throws Exception {
    Files.writeString(
        directory.resolve("assignments.json"),
        """
        [{"eventType":"a.b","stream":"s","commitIntervalSeconds":5,"generation":3,
          "schemas":[{"version":1,"document":
            "{\\"type\\":\\"object\\",\\"properties\\":{\\"n\\":{\\"type\\":\\"integer\\"}}}"}]}]""");
    List<AssignmentRow> rows = new AssignmentFile(directory, json).read();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).parse().maintenance()).isEqualTo(MaintenancePolicy.DEFAULT);
  }

  @Test
  void anAssignmentThatCannotBeUnderstoodStopsNoOther(@TempDir Path directory) {
    AssignmentFile file = new AssignmentFile(directory, json);
    file.write(
        List.of(
            ROW,
            new AssignmentRow(
                "c.d",
                "s",
                null,
                5,
                1,
                List.of(new AssignmentRow.SchemaRow(1, "no schema")),
                null,
                null,
                null)));
    try (HikariDataSource nowhere = nowhere();
        AssignmentPoller poller =
            new AssignmentPoller(new AssignmentView(nowhere, json), file, Clock.systemUTC())) {
      poller.start();
      assertThat(poller.current().byStream()).containsOnlyKeys("ebp-local-a.b");
    }
  }

  @Test
  void aBrokenFileIsNoAssignment(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("assignments.json"), "[{]");
    assertThat(new AssignmentFile(directory, json).read()).isEmpty();
  }

  private static HikariDataSource nowhere() {
    HikariConfig hikari = new HikariConfig();
    hikari.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
    hikari.setInitializationFailTimeout(-1);
    hikari.setConnectionTimeout(1_000);
    return new HikariDataSource(hikari);
  }
}
