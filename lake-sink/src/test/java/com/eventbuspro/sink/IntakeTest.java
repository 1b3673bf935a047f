package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.sink.metrics.FlinkView;
import com.eventbuspro.sink.metrics.SinkMetrics;
import com.eventbuspro.sink.metrics.TableMetrics;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.source.ShardBatch;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final EventTypeName TYPE = EventTypeName.parse("a.b");
  private static final Instant ARRIVAL = Instant.parse("2026-11-22T12:00:00Z");
  private static final EventSchema V1 = EventSchema.parse(1, LakeSinkIT.SCHEMA);
  private static final EventSchema V2 =
      EventSchema.parse(
          2, LakeSinkIT.SCHEMA.replace("\"note\"", "\"more\": {\"type\": \"string\"}, \"note\""));

  private final LakeCatalog catalog = catalog();
  private final Intake intake = new Intake(assignment(V1), meter());
  private TableWriter writer;

  @BeforeEach
  void open() {
    new LakeTables(catalog).create(spec(V1));
    writer = TableWriter.open(catalog, TYPE, List.of(V1), Clock.systemUTC());
  }

  @Test
  void withOnlyTheAssignmentFileAnUnknownVersionWaits() {
    intake.know(assignment(V1), Instant.EPOCH);
    assertThat(take().stop()).isEqualTo(Intake.Stop.UNKNOWN_VERSION);
    assertThat(writer.uncommittedRows()).isZero();
  }

  @Test
  void aVersionThatMayHaveBeenRegisteredSinceWaitsAndOneThatWasNotIsRejected() {
    intake.know(assignment(V1), ARRIVAL.plusSeconds(1));
    assertThat(take().stop()).isEqualTo(Intake.Stop.UNKNOWN_VERSION);
    intake.know(assignment(V1), ARRIVAL.plusSeconds(3));
    assertThat(take().stop()).isEqualTo(Intake.Stop.NONE);
    assertThat(writer.uncommittedRows()).isOne();
    writer.commit();
    assertThat(catalog.loadQuarantine(TYPE).currentSnapshot()).isNotNull();
  }

  @Test
  void aVersionThatIsDeclaredWaitsUntilItIsInUseHoweverOldTheRecordIs() {
    intake.know(assignment(V1, V2), ARRIVAL.plus(Duration.ofHours(1)));
    assertThat(take().stop()).isEqualTo(Intake.Stop.UNKNOWN_VERSION);
    assertThat(intake.awaited()).isZero();
  }

  @Test
  void aRecordOfAVersionThatTheTableDoesNotKnowWaitsForIt() {
    intake.know(assignment(V1, V2), ARRIVAL);
    intake.use(assignment(V1, V2));
    assertThat(take().stop()).isEqualTo(Intake.Stop.TABLE_BEHIND);
    assertThat(intake.awaited()).isEqualTo(2);
    new LakeTables(catalog).evolve(spec(V1, V2));
    writer.useSchemas(List.of(V1, V2));
    assertThat(take().stop()).isEqualTo(Intake.Stop.NONE);
    assertThat(writer.schemaVersion()).isEqualTo(2);
  }

  private Intake.Taken take() {
    String event =
        """
        {"specversion": "1.0", "id": "e", "source": "/test", "type": "a.b",
         "dataschema": "/event-types/a.b/schemas/2", "data": {"number": 1}}
        """;
    return intake.take(
        writer,
        new ShardBatch(
            "s",
            new ShardId("shardId-000000000000"),
            Position.BEGINNING,
            List.of(new StreamRecord("1", ARRIVAL, "k", event.getBytes(StandardCharsets.UTF_8))),
            1,
            Duration.ZERO,
            ReadBatch.End.GOES_ON,
            ReadBatch.Gap.NONE));
  }

  private static Assignment assignment(EventSchema... versions) {
    return new Assignment(
        TYPE,
        "s",
        null,
        Duration.ofSeconds(10),
        versions.length,
        List.of(versions),
        MaintenancePolicy.DEFAULT);
  }

  private static CaptureMeter meter() {
    Clock clock = Clock.systemUTC();
    TableMetrics table = new SinkMetrics(clock).open(TYPE);
    return new CaptureMeter(
        table,
        FlinkView.in(new UnregisteredMetricsGroup(), table, clock),
        new CaptureReports(new HikariDataSource(), clock).open(TYPE, 0),
        clock);
  }

  private static TableSpec spec(EventSchema... versions) {
    return new TableSpec(TYPE, new TeamName("team"), List.of(versions));
  }

  private static LakeCatalog catalog() {
    InMemoryCatalog memory = new InMemoryCatalog();
    memory.initialize("lake", Map.of("warehouse", "memory"));
    return LakeCatalog.of(memory);
  }
}
