package com.eventbuspro.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.benchmarks.faults.Findings.Wrong;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.CommitOutcome;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An oracle that finds nothing proves nothing unless it would have found it. */
class LakeCheckTest {
  private static final EventTypeName NAME = EventTypeName.parse("faults.checked");
  private static final ShardId SHARD = new ShardId("shardId-000000000000");
  private static final Instant ARRIVAL = Instant.parse("2026-11-25T12:00:00Z");
  private static final List<EventSchema> SCHEMAS =
      List.of(EventSchema.parse(1, EventTypes.schema(1)));

  private final EventDecoder decoder = EventDecoder.of(NAME, SCHEMAS, null);
  private final Ledger ledger = new Ledger(new EventTypes.Type(NAME, EventTypes.Wire.BARE, 1, 1));
  private final List<SentEvent> stream = new ArrayList<>();
  private LakeCatalog lake;
  private TableWriter writer;

  @BeforeEach
  void start() {
    lake =
        LakeCatalog.open(
            LakeConfig.of(
                Map.of(
                    "catalog-impl",
                    "org.apache.iceberg.inmemory.InMemoryCatalog",
                    "warehouse",
                    "memory://warehouse")));
    new LakeTables(lake).create(new TableSpec(NAME, new TeamName("team"), SCHEMAS));
    writer = TableWriter.open(lake, NAME, SCHEMAS, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    writer.close();
    lake.close();
  }

  @Test
  void aFaultlessLakeHasNoFindings() {
    capture("{\"k\":\"k0\",\"n\":0}");
    capture("{\"k\":\"k0\",\"n\":\"1\"}");
    commit();
    capture("{\"k\":\"k0\",\"n\":2}");
    commit();
    assertThat(wrong()).isEmpty();
  }

  @Test
  void compactionIsNoFinding() throws IOException {
    for (int i = 0; i < 3; i++) {
      capture("{\"k\":\"k0\",\"n\":" + 2 * i + "}");
      capture("{\"k\":\"k0\",\"n\":\"" + (2 * i + 1) + "\"}");
      commit();
    }
    assertThat(new Compaction(lake.load(NAME)).run()).isEqualTo(3);
    assertThat(new Compaction(lake.loadQuarantine(NAME)).run()).isEqualTo(3);
    assertThat(wrong()).isEmpty();
  }

  @Test
  void anAcknowledgedEventThatIsNotThereIsLost() {
    capture("{\"k\":\"k0\",\"n\":0}");
    commit();
    publish(1);
    assertThat(wrong()).containsExactly(Wrong.LOST);
  }

  @Test
  void aDeletedFileIsALoss() {
    capture("{\"k\":\"k0\",\"n\":0}");
    commit();
    lake.load(NAME).newDelete().deleteFile(newestFile(lake.load(NAME))).commit();
    assertThat(wrong()).containsExactly(Wrong.LOST);
  }

  @Test
  void aRowThatIsThereTwiceIsDoubled() {
    capture("{\"k\":\"k0\",\"n\":0}");
    commit();
    Table table = lake.load(NAME);
    table.newAppend().appendFile(newestFile(table)).commit();
    assertThat(wrong()).containsExactly(Wrong.DOUBLED);
  }

  @Test
  void aRejectedRecordThatIsThereTwiceIsDoubled() {
    capture("{\"k\":\"k0\",\"n\":\"0\"}");
    commit();
    Table table = lake.loadQuarantine(NAME);
    table.newAppend().appendFile(newestFile(table)).commit();
    assertThat(wrong()).containsExactly(Wrong.DOUBLED);
  }

  @Test
  void aRowThatWasNotSentSoIsStrange() {
    SentEvent event = publish(0);
    append("{\"k\":\"k0\",\"n\":7}", String.valueOf(event.sequence));
    commit();
    assertThat(wrong()).containsExactly(Wrong.LOST, Wrong.STRANGE);
  }

  @Test
  void positionsThatSayMoreThanThereIsAreFound() {
    capture("{\"k\":\"k0\",\"n\":0}");
    commit();
    SentEvent skipped = publish(1);
    commitByHand(Map.of("event-bus.position." + SHARD, String.valueOf(skipped.sequence)));
    assertThat(wrong()).containsExactly(Wrong.LOST);
  }

  @Test
  void aRowInAnotherCommitThanItsPositionSaysIsMisplaced() {
    capture("{\"k\":\"k0\",\"n\":0}");
    SentEvent next = publish(1);
    commit();
    commitByHand(Map.of("event-bus.position." + SHARD, String.valueOf(next.sequence)));
    writer.close();
    writer = TableWriter.open(lake, NAME, SCHEMAS, Clock.systemUTC());
    rollBackPositions();
    writer.close();
    writer = TableWriter.open(lake, NAME, SCHEMAS, Clock.systemUTC());
    append("{\"k\":\"k0\",\"n\":1}", String.valueOf(next.sequence));
    commit();
    assertThat(wrong()).containsExactly(Wrong.MISPLACED, Wrong.WENT_BACK);
  }

  @Test
  void aLaterEventOfAKeyInAnEarlierCommitIsOutOfOrder() {
    SentEvent first = publish(0, "900");
    SentEvent second = publish(1, "800");
    append("{\"k\":\"k0\",\"n\":1}", String.valueOf(second.sequence));
    commit();
    append("{\"k\":\"k0\",\"n\":0}", String.valueOf(first.sequence));
    commit();
    stream.sort(
        (one, other) -> String.valueOf(one.sequence).compareTo(String.valueOf(other.sequence)));
    assertThat(wrong()).containsExactly(Wrong.OUT_OF_ORDER);
  }

  private void rollBackPositions() {
    commitByHand(Map.of("event-bus.position." + SHARD, String.valueOf(stream.get(0).sequence)));
  }

  private SentEvent publish(int number) {
    return publish(number, Integer.toString(100 + number));
  }

  private SentEvent publish(int number, String sequence) {
    SentEvent event =
        new SentEvent("k0", number, SentEvent.Outcome.ACKNOWLEDGED, 0, SHARD, sequence);
    ledger.add(event);
    stream.add(event);
    return event;
  }

  private void capture(String data) {
    append(data, String.valueOf(publish(ledger.next("k0")).sequence));
  }

  private void append(String data, String sequence) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    long micros = ARRIVAL.getEpochSecond() * 1_000_000;
    Decoded decoded = decoder.decode(bytes, SHARD, sequence, ARRIVAL);
    if (decoded instanceof Decoded.Event event) {
      writer.append(SHARD, sequence, micros, event);
    } else {
      writer.reject(SHARD, sequence, micros, bytes, (Decoded.Rejected) decoded);
    }
  }

  private void commit() {
    assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
  }

  /** What a broken writer would do: a commit with whatever positions. */
  private void commitByHand(Map<String, String> positions) {
    AppendFiles append = lake.load(NAME).newAppend();
    Map<String, String> summary = new HashMap<>(positions);
    summary.put("event-bus.commit-id", "by hand " + positions);
    summary.forEach(append::set);
    append.commit();
  }

  private static DataFile newestFile(Table table) {
    return table.currentSnapshot().addedDataFiles(table.io()).iterator().next();
  }

  private List<Wrong> wrong() {
    Findings findings = new Findings();
    new LakeCheck(lake, NAME, ledger, findings).check(new StreamTruth(Map.of(SHARD, stream)));
    return Stream.of(Wrong.values()).filter(wrong -> findings.count(wrong) > 0).sorted().toList();
  }
}
