package com.eventbuspro.transform.source;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.maintain.Pins;
import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.write.TablePositions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.CombinedScanTask;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.flink.source.split.IcebergSourceSplit;
import org.apache.iceberg.io.CloseableIterable;

/** Finds the files of history: those of the origin's snapshot, then those that came since. */
final class HistoryPlan {
  /** One file a split: several in one would be as early as the earliest of them. */
  private static final String NEVER_COMBINE = Long.toString(TableProperties.SPLIT_SIZE_DEFAULT);

  /** The snapshot is gone, so nobody knows which files came after it. */
  private static final long UNKNOWN = -1;

  private final EventTypeRead read;
  private final ReadOrigin origin;
  private final LakeAccess lake;

  HistoryPlan(EventTypeRead read, ReadOrigin origin, LakeAccess lake) {
    this.read = read;
    this.origin = origin;
    this.lake = lake;
  }

  /**
   * Files to read, and what is read once they are.
   *
   * @param positions how far every shard is then
   * @param snapshotId the snapshot that they are of
   * @param newest the event time of their newest event, in milliseconds; {@link Long#MIN_VALUE} if
   *     nobody knows
   */
  record Round(
      List<SequenceSplit.OfHistory> files,
      Map<String, String> positions,
      long snapshotId,
      long newest) {}

  /** All files of a snapshot. */
  Round first(long snapshotId) {
    try (LakeCatalog open = lake.open()) {
      Table table = open.load(read.eventType());
      return round(table, snapshotId, UNKNOWN, Map.of(), origin.positions());
    }
  }

  /**
   * What the table has beyond what was read of it, in a snapshot that is pinned until the pipeline
   * is live; nothing if it has no more of some shards.
   *
   * <p>Rows are taken by their place in the stream, not by the snapshots between: those may have
   * been expired, and files compacted. A file that was there already has nothing new.
   *
   * @param positions how far every shard was read
   * @param snapshotId the snapshot that was read last
   * @param shards the shards that count; of the others the stream has all
   */
  Optional<Round> next(Map<String, String> positions, long snapshotId, Set<String> shards) {
    String pin = origin.pin();
    if (pin == null) {
      return Optional.empty();
    }
    try (LakeCatalog open = lake.open()) {
      Table table = open.load(read.eventType());
      Snapshot current = table.currentSnapshot();
      if (current == null || current.snapshotId() == snapshotId) {
        return Optional.empty();
      }
      Map<String, String> reached = new TreeMap<>();
      TablePositions.read(table, current.snapshotId())
          .forEach((shard, position) -> reached.put(shard.value(), position.encode()));
      if (shards.stream()
          .allMatch(shard -> Objects.equals(reached.get(shard), positions.get(shard)))) {
        return Optional.empty();
      }
      Pins.pin(table, pin + "." + current.snapshotId(), current.snapshotId());
      Snapshot before = table.snapshot(snapshotId);
      return Optional.of(
          round(
              table,
              current.snapshotId(),
              before == null ? UNKNOWN : before.sequenceNumber(),
              positions,
              reached));
    }
  }

  private Round round(
      Table table,
      long snapshotId,
      long knownUntil,
      Map<String, String> after,
      Map<String, String> reached) {
    TableScan scan =
        table
            .newScan()
            .useSnapshot(snapshotId)
            .includeColumnStats(bounds())
            .option(TableProperties.SPLIT_OPEN_FILE_COST, NEVER_COMBINE);
    Instant since = origin.since();
    if (since != null) {
      scan =
          scan.filter(
              Expressions.greaterThanOrEqual(
                  Envelope.INGESTED_AT, ChronoUnit.MICROS.between(Instant.EPOCH, since)));
    }
    List<SequenceSplit.OfHistory> files = new ArrayList<>();
    NewestEvent newest = new NewestEvent(table.schema(), since);
    try (CloseableIterable<CombinedScanTask> tasks = scan.planTasks()) {
      for (CombinedScanTask task : tasks) {
        ContentFile<?> file = task.files().iterator().next().file();
        if (isNewerThan(knownUntil, file)) {
          newest.look(file);
          files.add(
              new SequenceSplit.OfHistory(IcebergSourceSplit.fromCombinedScanTask(task), after));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + table.name(), e);
    }
    return new Round(files, reached, snapshotId, newest.millis());
  }

  /** No more than are needed: they travel in the state of every checkpoint. */
  private Set<String> bounds() {
    return origin.since() == null
        ? Set.of(Envelope.TIME)
        : Set.of(Envelope.TIME, Envelope.INGESTED_AT);
  }

  private static boolean isNewerThan(long sequence, ContentFile<?> file) {
    Long added = file.fileSequenceNumber();
    return added == null || added > sequence;
  }
}
