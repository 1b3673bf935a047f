package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.Schemas;
import com.eventbuspro.lake.ledger.LedgerCell;
import com.eventbuspro.lake.ledger.LedgerMark;
import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.lake.redrive.Redriver;
import com.eventbuspro.lake.redrive.Subject;
import com.eventbuspro.lake.redrive.Tally;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.event.RejectionCause;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** An event type, a stream of known records, and the question where they are now. */
final class Scene {
  static final EventTypeName NAME = EventTypeName.parse("test.happened");
  static final EventSchema V1 =
      Schemas.version(
          1, Schemas.required("n", Primitive.INT), Schemas.optional("text", Primitive.STRING));
  private static final long DAY = 86_400_000_000L;
  private static final long START = 1_790_000_000_000_000L;

  final FaultyCatalog faulty;
  final LakeCatalog catalog;
  final Faults faults = new Faults();
  final LaterClock clock = new LaterClock();

  /** What somebody tried to discard, whatever came of it. */
  private final Set<String> discarded = new TreeSet<>();

  Scene() {
    this.faulty = new FaultyCatalog(faults, clock);
    this.catalog = LakeCatalog.of(faulty);
    new LakeTables(catalog).create(new TableSpec(NAME, new TeamName("testers"), List.of(V1)));
  }

  long dataFiles() {
    return faulty.files().stream().filter(path -> path.endsWith(".parquet")).count();
  }

  /** The files that the newest snapshot added. */
  static List<DataFile> added(Table table) {
    List<DataFile> files = new ArrayList<>();
    table.currentSnapshot().addedDataFiles(table.io()).forEach(files::add);
    return files;
  }

  /** The same rows in another file, as a rewrite would make. */
  static DataFile copyOf(Table table, DataFile file) {
    String path = file.location().replace(".parquet", "-" + UUID.randomUUID() + ".parquet");
    try (var from = table.io().newInputFile(file.location()).newStream();
        var to = table.io().newOutputFile(path).create()) {
      from.transferTo(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DataFiles.builder(table.spec()).copy(file).withPath(path).build();
  }

  TableWriter open() {
    return TableWriter.open(catalog, NAME, List.of(V1), clock);
  }

  static ShardId shard(int number) {
    return new ShardId("shardId-%012d".formatted(number));
  }

  /** 21 digits for the first hundred, 22 for later ones: text order is not number order. */
  static String sequence(int record) {
    return (record < 100 ? "999999999999999999000" : "1000000000000000000000")
            .substring(0, record < 100 ? 18 : 19)
        + "%03d".formatted(record);
  }

  /** How many records of a shard a position covers. */
  static int covered(Position position) {
    if (position instanceof Position.After after) {
      String digits = after.sequence();
      return Integer.parseInt(digits.substring(digits.length() - 3)) + 1;
    }
    return position.equals(Position.BEGINNING) ? 0 : Integer.MAX_VALUE;
  }

  /** Every sixth record arrives a day later than its neighbours: several partitions at once. */
  static Instant arrival(int record) {
    return Instant.EPOCH.plus(
        START + record * 1000L + (record % 6 == 5 ? DAY : 0), ChronoUnit.MICROS);
  }

  static void add(TableWriter writer, ShardId shard, int record, IntPredicate rejected) {
    long arrival = ChronoUnit.MICROS.between(Instant.EPOCH, arrival(record));
    boolean isNew = writer.isNew(shard, sequence(record));
    take(writer, shard, record, arrival, rejected);
    if (isNew) {
      writer.countRead(shard, sequence(record), arrival);
    }
  }

  private static void take(
      TableWriter writer, ShardId shard, int record, long arrival, IntPredicate rejected) {
    if (rejected.test(record)) {
      writer.reject(
          shard,
          sequence(record),
          arrival,
          payload(record).getBytes(StandardCharsets.UTF_8),
          new Decoded.Rejected(RejectionCause.WRONG_TYPE, "/n", "Not an integer", 1));
    } else {
      Object[] values = {record, "text"};
      writer.append(
          shard,
          sequence(record),
          arrival,
          new Decoded.Event("id-" + record, arrival, null, 1, values, null));
    }
  }

  /** What was rejected once passes now, but for every seventh record. */
  private static String payload(int record) {
    return record % 7 == 0 ? "{\"n\":\"x\"}" : "{\"n\":" + record + "}";
  }

  static Subject subject() {
    return new Subject(NAME, List.of(V1), EventDecoder.of(NAME, List.of(V1), null));
  }

  /** In batches so small that a few records make several. */
  Redriver redriver() {
    return new Redriver(catalog, clock, new Redriver.Bounds(3, 1 << 20, 16));
  }

  /** Re-drives everything that passes. */
  Tally redrive(String errand) {
    return redriver()
        .redrive(subject(), RejectedFilter.ALL, new Errand(errand, "tester", ""), tally -> {});
  }

  /** Discards a record, if it is in quarantine. */
  void discard(String errand, ShardId shard, int record) {
    discarded.add(shard + ":" + sequence(record));
    RejectedFilter.RecordKey key = new RejectedFilter.RecordKey(shard, sequence(record));
    redriver()
        .discard(
            subject(),
            new RejectedFilter(null, null, null, Set.of(key)),
            new Errand(errand, "tester", "Of no use"),
            tally -> {});
  }

  /** The shard and sequence number of every record in quarantine, deleted rows left out. */
  List<String> quarantined() {
    return keys(catalog.loadQuarantine(NAME));
  }

  /** Adds the records from where the writer stands up to the given one, not including it. */
  static void addUpTo(TableWriter writer, ShardId shard, int end, IntPredicate rejected) {
    for (int record = covered(writer.position(shard)); record < end; record++) {
      add(writer, shard, record, rejected);
    }
  }

  static boolean everyFourth(int record) {
    return record % 4 == 3;
  }

  /** Every record of each shard must be in table or quarantine, once, or was discarded. */
  void assertExactlyOnce(Map<ShardId, Integer> expected) {
    List<String> found = new ArrayList<>(keys(catalog.load(NAME)));
    found.addAll(keys(catalog.loadQuarantine(NAME)));
    List<String> wanted = new ArrayList<>();
    expected.forEach(
        (shard, count) -> {
          for (int record = 0; record < count; record++) {
            wanted.add(shard + ":" + sequence(record));
          }
        });
    wanted.removeIf(key -> discarded.contains(key) && !found.contains(key));
    assertThat(new TreeSet<>(found)).as("nothing lost").containsAll(wanted);
    assertThat(found).as("nothing doubled").containsExactlyInAnyOrderElementsOf(wanted);
    assertLedgerAddsUp(expected);
  }

  /** What the snapshots count must be what is there, shard by shard, and every commit counts. */
  private void assertLedgerAddsUp(Map<ShardId, Integer> expected) {
    Table table = catalog.load(NAME);
    TableLedger.Since all = TableLedger.since(table, LedgerMark.NONE);
    Map<ShardId, Integer> read = new TreeMap<>();
    long rows = 0;
    long rejected = 0;
    long gone = 0;
    for (LedgerCommit commit : all.done()) {
      assertThat(commit.addsUp()).isTrue();
      for (LedgerCell cell : commit.delta().cells()) {
        assertThat(cell.unaccounted()).isZero();
        read.merge(cell.shard(), (int) cell.read(), Integer::sum);
        rows += cell.rows();
        rejected += cell.rejected();
        gone += cell.discarded();
      }
    }
    if (all.continuity() == TableLedger.Continuity.WHOLE) {
      assertThat(read).as("counted as read").isEqualTo(new TreeMap<>(expected));
      assertThat(rows).as("counted as rows").isEqualTo(keys(table).size());
      assertThat(rejected)
          .as("counted as rejected")
          .isEqualTo(keys(catalog.loadQuarantine(NAME)).size());
      long records = expected.values().stream().mapToLong(Integer::longValue).sum();
      assertThat(gone).as("counted as discarded").isEqualTo(records - rows - rejected);
    }
  }

  static List<String> keys(Table table) {
    List<String> keys = new ArrayList<>();
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
      for (Record row : rows) {
        keys.add(row.getField("_shard") + ":" + row.getField("_sequence"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keys;
  }

  Map<ShardId, Position> positions() {
    return new TreeMap<>(Progress.of(catalog.load(NAME)).positions());
  }
}
