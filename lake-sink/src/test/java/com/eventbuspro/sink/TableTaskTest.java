package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
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
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableTaskTest {
  private static final EventTypeName TYPE = EventTypeName.parse("a.b");
  private static final ShardId SHARD = new ShardId("shardId-000000000000");
  private static final Assignment ASSIGNMENT =
      new Assignment(
          TYPE,
          "s",
          null,
          Duration.ofSeconds(10),
          1,
          List.of(EventSchema.parse(1, LakeSinkIT.SCHEMA)),
          MaintenancePolicy.DEFAULT);
  private static final Duration TICK = Duration.ofMillis(100);

  private final RecordingReader reader = new RecordingReader();
  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final SinkMetrics sinkMetrics = new SinkMetrics(clock);
  private final Line line = new Line();
  private final Random random = new Random(1);
  private final LakeCatalog catalog = catalog();
  private final CaptureReport report =
      new CaptureReports(new HikariDataSource(), clock).open(TYPE, 0);
  private boolean catalogFails;
  private final TableTask task =
      new TableTask(
          ASSIGNMENT,
          reader,
          this::openCatalog,
          line,
          // Nobody reads what is reported here, and it is not started, so nothing is sent.
          new Conditions(new HikariDataSource(), clock),
          new NoLedger(),
          meter(),
          clock);

  @BeforeEach
  void makeTable() {
    tables().create(spec());
  }

  @Test
  void itStartsWhereTheTableSays() {
    task.tick();
    assertThat(reader.calls).containsExactly("every PT8S", "seek {} after PT0S");
  }

  @Test
  void itCommitsWhenTheOldestRecordIsAsOldAsTheInterval() {
    task.tick();
    task.process(batch(Position.BEGINNING, 1, 3));
    step(Duration.ofMillis(9_900));
    task.tick();
    assertThat(rows()).isEmpty();
    step(TICK);
    task.tick();
    assertThat(rows()).containsExactly(1, 2, 3);
    assertThat(reader.calls).endsWith("pause", "resume");
  }

  @Test
  void itTakesRowsWhileItWaitsInLineForTheLake() {
    task.tick();
    task.process(batch(Position.BEGINNING, 1, 3));
    line.isLong = true;
    step(Duration.ofSeconds(10));
    task.tick();
    task.process(batch(Position.after("3"), 4, 5));
    assertThat(rows()).isEmpty();
    line.serve();
    assertThat(rows()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aTurnThatComesWhenNothingIsLeftDoesNothing() {
    task.tick();
    task.process(batch(Position.BEGINNING, 1, 3));
    line.isLong = true;
    task.commitSoon();
    task.abandon();
    line.serve();
    assertThat(rows()).isEmpty();
    assertThat(task.bufferedBytes()).isZero();
  }

  @Test
  void aTableThatGrewTooLargeStopsItsStreamUntilItIsCommitted() {
    task.tick();
    line.isLong = true;
    Position at = Position.BEGINNING;
    for (int n = 1; task.bufferedBytes() <= 48 << 20; n++) {
      task.process(large(at, n));
      at = Position.after(Integer.toString(n));
    }
    assertThat(reader.calls).endsWith("pause");
    line.serve();
    assertThat(reader.calls).endsWith("pause", "pause", "resume");
    assertThat(task.bufferedBytes()).isZero();
  }

  @Test
  void aBatchThatBeginsTooLateIsNotTakenAndTheStreamIsSoughtBack() {
    task.tick();
    task.process(batch(Position.BEGINNING, 1, 2));
    task.process(batch(Position.after("5"), 6, 7));
    assertThat(reader.calls).endsWith("seek {" + SHARD + "=2} after PT0S");
    task.process(batch(Position.after("2"), 3, 7));
    commit();
    assertThat(rows()).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void whatComesTwiceIsWrittenOnce() {
    task.tick();
    task.process(batch(Position.BEGINNING, 1, 5));
    task.process(batch(Position.BEGINNING, 1, 8));
    commit();
    assertThat(rows()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void whenSomeoneElseWroteItGoesOnFromThere() {
    task.tick();
    TableTask rival =
        new TableTask(
            ASSIGNMENT,
            new RecordingReader(),
            this::openCatalog,
            new Line(),
            new Conditions(new HikariDataSource(), clock),
            new NoLedger(),
            meter(),
            clock);
    rival.tick();
    rival.process(batch(Position.BEGINNING, 1, 4));
    task.process(batch(Position.BEGINNING, 1, 2));
    step(Duration.ofSeconds(10));
    rival.tick();
    task.tick();
    assertThat(sum("event_bus_sink_lost_races")).isEqualTo(1);
    assertThat(reader.calls).endsWith("seek {" + SHARD + "=4} after PT0S");
    task.process(batch(Position.after("4"), 5, 6));
    commit();
    assertThat(rows()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void itTriesToOpenAgainAfterAPause() {
    catalogFails = true;
    task.tick();
    task.tick();
    assertThat(reader.calls).isEmpty();
    catalogFails = false;
    task.tick();
    assertThat(reader.calls).isEmpty();
    step(Duration.ofSeconds(1));
    task.tick();
    assertThat(reader.calls).isNotEmpty();
  }

  @Test
  void aTableMadeAnewIsOpenedAgain() {
    task.tick();
    task.process(batch(Position.BEGINNING, 1, 2));
    commit();
    catalog.iceberg().dropTable(LakeCatalog.eventTable(TYPE));
    tables().create(spec());
    task.process(batch(Position.after("2"), 3, 4));
    // Its old writer cannot find out how the commit ended, and is given up after some tries.
    for (int i = 0; i < 10; i++) {
      step(Duration.ofMinutes(1));
      task.tick();
    }
    assertThat(reader.calls).endsWith("seek {} after PT0S");
    task.process(batch(Position.BEGINNING, 1, 4));
    commit();
    assertThat(rows()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void closingCommitsFirst() {
    task.tick();
    task.process(batch(Position.BEGINNING, 1, 2));
    task.close();
    assertThat(task.isClosed()).isFalse();
    task.tick();
    task.tick();
    assertThat(task.isClosed()).isTrue();
    assertThat(rows()).containsExactly(1, 2);
  }

  @Test
  void theEndOfAShardIsWritten() {
    task.tick();
    task.process(end());
    commit();
    task.close();
    task.tick();
    TableTask next =
        new TableTask(
            ASSIGNMENT,
            reader,
            this::openCatalog,
            new Line(),
            new Conditions(new HikariDataSource(), clock),
            new NoLedger(),
            meter(),
            clock);
    next.tick();
    assertThat(reader.calls).endsWith("seek {" + SHARD + "=ended} after PT0S");
  }

  @Test
  void theEndOfAShardIsToldOnlyOnceItIsCommittedAndThatIsSoon() {
    task.tick();
    task.process(end());
    task.tick();
    assertThat(reader.committed).isEmpty();
    step(Duration.ofMillis(500));
    task.tick();
    assertThat(reader.committed).containsExactly(Map.entry(SHARD, Position.ENDED));
  }

  private static ShardBatch end() {
    return new ShardBatch(
        "s",
        SHARD,
        Position.BEGINNING,
        List.of(),
        1,
        Duration.ZERO,
        ReadBatch.End.ENDED,
        ReadBatch.Gap.NONE);
  }

  private void commit() {
    step(Duration.ofSeconds(10));
    task.tick();
  }

  @Test
  void theLagIsTheAgeOfWhatIsHeld() {
    Instant arrival = clock.instant();
    task.tick();
    task.process(batch(Position.BEGINNING, 1, 3));
    step(Duration.ofSeconds(4));
    reader.emittedUntil = Optional.of(clock.instant());
    task.tick();
    assertThat(Objects.requireNonNull(report.state()).unreadSince()).isEqualTo(arrival);
    assertThat(Objects.requireNonNull(report.state()).uncommitted()).isEqualTo(3);
    commit();
    reader.emittedUntil = Optional.of(clock.instant());
    step(Duration.ofSeconds(1));
    task.tick();
    assertThat(Objects.requireNonNull(report.state()).unreadSince())
        .isEqualTo(clock.instant().minusSeconds(1));
    assertThat(Objects.requireNonNull(report.state()).uncommitted()).isZero();
  }

  @Test
  void theLagGrowsWhileCommittingFails() {
    Instant arrival = clock.instant();
    task.tick();
    task.process(batch(Position.BEGINNING, 1, 3));
    step(Duration.ofSeconds(2));
    reader.emittedUntil = Optional.of(clock.instant());
    task.tick();
    catalog.iceberg().dropTable(LakeCatalog.eventTable(TYPE));
    // A stream that is sought again says nothing until it answers.
    reader.emittedUntil = Optional.empty();
    for (int i = 0; i < 60; i++) {
      step(Duration.ofMinutes(1));
      task.tick();
    }
    assertThat(Objects.requireNonNull(report.state()).unreadSince()).isEqualTo(arrival);
    assertThat(sum("event_bus_sink_retries")).isGreaterThan(3);
  }

  @Test
  void nothingIsSaidOfALagThatIsNotKnown() {
    task.tick();
    task.process(batch(Position.BEGINNING, 1, 3));
    step(Duration.ofSeconds(1));
    task.tick();
    assertThat(report.state()).isNull();
  }

  private void step(Duration time) {
    clock.step(time);
  }

  private ShardBatch batch(Position from, int first, int last) {
    List<StreamRecord> records =
        IntStream.rangeClosed(first, last)
            .mapToObj(
                n ->
                    new StreamRecord(
                        Integer.toString(n),
                        clock.instant(),
                        "k",
                        ("{\"number\":" + n + "}").getBytes(StandardCharsets.UTF_8)))
            .toList();
    return new ShardBatch(
        "s", SHARD, from, records, 1, Duration.ZERO, ReadBatch.End.GOES_ON, ReadBatch.Gap.NONE);
  }

  /** One record of 64 KB that does not compress. */
  private ShardBatch large(Position from, int number) {
    byte[] noise = new byte[48 << 10];
    random.nextBytes(noise);
    String note = Base64.getEncoder().encodeToString(noise);
    StreamRecord record =
        new StreamRecord(
            Integer.toString(number),
            clock.instant(),
            "k",
            ("{\"number\":" + number + ",\"note\":\"" + note + "\"}")
                .getBytes(StandardCharsets.UTF_8));
    return new ShardBatch(
        "s",
        SHARD,
        from,
        List.of(record),
        1,
        Duration.ZERO,
        ReadBatch.End.GOES_ON,
        ReadBatch.Gap.NONE);
  }

  private List<Integer> rows() {
    try (CloseableIterable<Record> rows = IcebergGenerics.read(catalog.load(TYPE)).build()) {
      List<Integer> numbers = new ArrayList<>();
      rows.forEach(row -> numbers.add(((Number) row.getField("number")).intValue()));
      numbers.sort(null);
      return numbers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LakeCatalog openCatalog() {
    if (catalogFails) {
      throw new LakeException(LakeException.Code.UNAVAILABLE, "Nobody answers");
    }
    return catalog;
  }

  private LakeTables tables() {
    return new LakeTables(catalog);
  }

  private static TableSpec spec() {
    return new TableSpec(TYPE, new TeamName("team"), ASSIGNMENT.schemas());
  }

  private static LakeCatalog catalog() {
    InMemoryCatalog memory = new InMemoryCatalog();
    memory.initialize("lake", Map.of("warehouse", "memory"));
    return LakeCatalog.of(memory);
  }

  private CaptureMeter meter() {
    TableMetrics table = sinkMetrics.open(TYPE);
    return new CaptureMeter(
        table, FlinkView.in(new UnregisteredMetricsGroup(), table, clock), report, clock);
  }

  private double sum(String counter) {
    return sinkMetrics.collector().collect().stream()
        .filter(family -> family.getMetadata().getName().equals(counter))
        .flatMap(family -> ((CounterSnapshot) family).getDataPoints().stream())
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }
}
