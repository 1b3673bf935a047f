package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.benchmarks.faults.Findings.Finding;
import com.eventbuspro.benchmarks.faults.Findings.Wrong;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/** Compares an event type's table and quarantine with its stream. */
final class LakeCheck {
  private static final List<String> OF_ROWS = List.of("_shard", "_sequence", "k", "n");
  private static final List<String> OF_REJECTS = List.of("_shard", "_sequence", "payload");

  private final Ledger ledger;
  private final Findings findings;
  private final Table rows;
  private final Table rejects;
  private final CommitChain commits;

  LakeCheck(LakeCatalog lake, EventTypeName name, Ledger ledger, Findings findings) {
    this.ledger = ledger;
    this.findings = findings;
    this.rows = lake.load(name);
    this.rejects = lake.loadQuarantine(name);
    this.commits = new CommitChain(rows);
  }

  /** What was found in the lake. */
  record Counts(long rows, long rejects, int commits) {}

  Counts check(StreamTruth truth) {
    long rowCount = read(rows, OF_ROWS, record -> count(record, LakeCheck::idOfRow));
    long rejectCount = read(rejects, OF_REJECTS, record -> count(record, LakeCheck::idOfReject));
    truth.shards().values().forEach(events -> events.forEach(this::requireOnce));
    commits.expect(truth, findings);
    locate();
    truth.shards().values().forEach(events -> events.forEach(this::requireInPlace));
    ledger.keys().forEach(this::requireOrder);
    return new Counts(rowCount, rejectCount, commits.size());
  }

  private static Optional<EventText.Id> idOfRow(Record row) {
    Object key = row.getField("k");
    Object number = row.getField("n");
    return key == null || number == null
        ? Optional.empty()
        : Optional.of(new EventText.Id(key.toString(), ((Number) number).intValue()));
  }

  private static Optional<EventText.Id> idOfReject(Record row) {
    ByteBuffer payload = (ByteBuffer) row.getField("payload");
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return EventText.read(bytes);
  }

  private void count(Record row, Function<Record, Optional<EventText.Id>> id) {
    SentEvent event = event(row, id);
    if (event == null) {
      findings.add(new Finding(Wrong.STRANGE, "Row " + row + " was never sent so", 0));
      return;
    }
    event.timesInLake++;
    if (event.timesInLake > 1) {
      findings.add(
          new Finding(
              Wrong.DOUBLED,
              event + " is there " + event.timesInLake + " times",
              event.sentMillis));
    }
  }

  /** The event that a row is, if it says itself to be where that event is in the stream. */
  private @Nullable SentEvent event(Record row, Function<Record, Optional<EventText.Id>> id) {
    SentEvent event = id.apply(row).map(ledger::find).orElse(null);
    return event != null
            && event.shard != null
            && event.shard.value().equals(row.getField("_shard"))
            && row.getField("_sequence").equals(event.sequence)
        ? event
        : null;
  }

  private void requireOnce(SentEvent event) {
    if (event.timesInLake == 0) {
      findings.add(new Finding(Wrong.LOST, event.toString(), event.sentMillis));
    }
  }

  /** Finds, by the files and not by the positions, which commit has each event. */
  private void locate() {
    for (int i = 0; i < commits.size(); i++) {
      int commit = i;
      for (DataFile file : commits.files(commit)) {
        read(rows, file, OF_ROWS, row -> locate(row, LakeCheck::idOfRow, commit));
      }
    }
    // By the files as they were taken over: compaction may have made others of them since.
    for (Snapshot snapshot : rejects.snapshots()) {
      if (snapshot.operation().equals(DataOperations.APPEND)) {
        for (DataFile file : snapshot.addedDataFiles(rejects.io())) {
          int commit = commits.decided(file.location());
          read(rejects, file, OF_REJECTS, row -> locate(row, LakeCheck::idOfReject, commit));
        }
      }
    }
  }

  private void locate(Record row, Function<Record, Optional<EventText.Id>> id, int commit) {
    SentEvent event = event(row, id);
    if (event != null) {
      event.commit = commit;
    }
  }

  private void requireInPlace(SentEvent event) {
    if (event.commit == SentEvent.NOWHERE && !commits.isWhole()) {
      return; // The snapshot that would tell is expired.
    }
    if (event.timesInLake > 0 && event.commit != event.expectedCommit) {
      findings.add(
          new Finding(
              Wrong.MISPLACED,
              event
                  + " is in commit "
                  + event.commit
                  + ", by the positions "
                  + event.expectedCommit,
              event.sentMillis));
    }
  }

  /** A key's acknowledged events come into the lake in the order in which they were published. */
  private void requireOrder(String key) {
    SentEvent before = null;
    for (SentEvent event : ledger.events(key)) {
      if (event.outcome == SentEvent.Outcome.ACKNOWLEDGED && event.timesInLake > 0) {
        if (before != null && !follows(event, before)) {
          findings.add(
              new Finding(Wrong.OUT_OF_ORDER, event + " is before " + before, event.sentMillis));
        }
        before = event;
      }
    }
  }

  private static boolean follows(SentEvent event, SentEvent before) {
    if (event.expectedCommit != before.expectedCommit) {
      return event.expectedCommit > before.expectedCommit;
    }
    return number(event).compareTo(number(before)) > 0;
  }

  private static BigInteger number(SentEvent event) {
    return new BigInteger(String.valueOf(event.sequence));
  }

  private static long read(Table table, List<String> columns, Consumer<Record> use) {
    try (CloseableIterable<Record> all = IcebergGenerics.read(table).select(columns).build()) {
      return use(all, use);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Table table, DataFile file, List<String> columns, Consumer<Record> use) {
    Schema schema = table.schema().select(columns);
    try (CloseableIterable<Record> all =
        Parquet.read(table.io().newInputFile(file.location()))
            .project(schema)
            .createReaderFunc(type -> GenericParquetReaders.buildReader(schema, type))
            .build()) {
      use(all, use);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long use(CloseableIterable<Record> records, Consumer<Record> use) {
    long count = 0;
    for (Record row : records) {
      use.accept(row);
      count++;
    }
    return count;
  }
}
