package com.eventbuspro.benchmarks;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/** What the commits of some tables since a moment were like. */
final class Commits {
  // A manifest, the list of manifests, the table's metadata.
  private static final int PUTS_BESIDE_DATA = 3;

  private final List<Double> oldestAges = new ArrayList<>();
  private long commits;
  private long puts;
  private long rows;

  void add(Table table, FileIO io, long sinceMillis) {
    int arrival = table.schema().findField("_ingested_at").fieldId();
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.timestampMillis() >= sinceMillis) {
        add(snapshot, io, arrival);
      }
    }
  }

  /** All that others saw. */
  void add(Commits others) {
    oldestAges.addAll(others.oldestAges);
    commits += others.commits;
    puts += others.puts;
    rows += others.rows;
  }

  private void add(Snapshot snapshot, FileIO io, int arrival) {
    puts += PUTS_BESIDE_DATA;
    // What compaction writes costs as much, but its rows were there before.
    boolean compaction = DataOperations.REPLACE.equals(snapshot.operation());
    if (!compaction) {
      commits++;
    }
    long oldest = Long.MAX_VALUE;
    for (DataFile file : snapshot.addedDataFiles(io)) {
      puts++;
      if (compaction) {
        continue;
      }
      rows += file.recordCount();
      ByteBuffer lower = file.lowerBounds().get(arrival);
      Long micros = Conversions.fromByteBuffer(Types.TimestampType.withZone(), lower);
      oldest = Math.min(oldest, micros / 1_000);
    }
    if (oldest != Long.MAX_VALUE) {
      oldestAges.add((snapshot.timestampMillis() - oldest) / 1e3);
    }
  }

  long count() {
    return commits;
  }

  long puts() {
    return puts;
  }

  long rows() {
    return rows;
  }

  /** How old the oldest event of each commit was when it became visible, beyond the interval. */
  Samples beyond(Duration interval) {
    return new Samples(
        oldestAges.stream().mapToDouble(age -> age - interval.toMillis() / 1e3).toArray());
  }
}
