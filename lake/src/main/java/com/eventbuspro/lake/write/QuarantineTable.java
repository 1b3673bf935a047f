package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.LakeSchemas;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.parquet.ParquetUtil;

/**
 * The follower: takes over the files that the event table decided on, of rejected records and of
 * records that leave quarantine. Its snapshots say through which commit number of which event table
 * they have done so, and each of its commits is guarded by that number, so a file is taken over
 * once, whoever tries and however often.
 */
final class QuarantineTable {
  private static final String COMMIT_ID = "event-bus.commit-id";
  static final String APPLIED = "event-bus.applied-through";
  private static final String SOURCE = "event-bus.applied-source";
  private static final int TRIES = 5;

  private final Table table;
  private final String eventTable;
  private long applied;

  QuarantineTable(Table table, UUID eventTable) {
    this.table = table;
    this.eventTable = eventTable.toString();
  }

  Table table() {
    return table;
  }

  /** Commits up to this number are certainly taken over: nobody needs to remember their files. */
  long applied() {
    return applied;
  }

  /**
   * Takes over what is not taken over yet.
   *
   * @param pending everything that the event table's newest snapshot lists, oldest first
   */
  void apply(List<PendingFile> pending) {
    long wanted = pending.stream().mapToLong(PendingFile::number).max().orElse(0);
    String id = UUID.randomUUID().toString();
    RuntimeException cause = null;
    for (int attempt = 0; attempt < TRIES && applied < wanted; attempt++) {
      try {
        table.refresh();
        requireRemembered();
        long through = appliedIn(Ancestry.of(table));
        applied = Math.max(applied, through);
        if (through < wanted) {
          cause = attempt(pending, through, wanted, id);
        }
      } catch (LakeException e) {
        throw e;
      } catch (RuntimeException e) {
        cause = e;
      }
    }
    if (applied < wanted) {
      throw new LakeException(
          LakeException.Code.UNAVAILABLE,
          "Rejected records wait to enter " + table.name() + ": " + cause,
          cause == null ? new IllegalStateException("Lost every race") : cause);
    }
  }

  private RuntimeException attempt(
      List<PendingFile> pending, long through, long wanted, String id) {
    List<PendingFile> files = pending.stream().filter(file -> file.number() > through).toList();
    Map<String, String> summary =
        Map.of(COMMIT_ID, id, APPLIED, Long.toString(wanted), SOURCE, eventTable);
    GuardedCommit.Result result =
        GuardedCommit.attempt(
            takeOver(files), summary, COMMIT_ID, ancestry -> appliedIn(ancestry) == through);
    if (result instanceof GuardedCommit.Result.Done) {
      applied = wanted;
    }
    return result instanceof GuardedCommit.Result.Unknown unknown
        ? unknown.cause()
        : new IllegalStateException("Lost a race for " + table.name());
  }

  /** Whoever expired the snapshot that says what was taken over would have it taken over again. */
  private void requireRemembered() {
    Ancestry ancestry = Ancestry.of(table);
    if (ancestry.isCut() && Ancestry.newestWith(ancestry, APPLIED).isEmpty()) {
      throw new LakeException(
          LakeException.Code.POSITIONS_LOST,
          "No snapshot of "
              + table.name()
              + " says which rejected records it has taken over: it was expired. Taking over more"
              + " could double them. Roll back to a snapshot with '"
              + APPLIED
              + "' in its summary");
    }
  }

  private long appliedIn(Iterable<Snapshot> ancestry) {
    return Ancestry.newestWith(ancestry, APPLIED)
        .filter(snapshot -> eventTable.equals(snapshot.summary().get(SOURCE)))
        .map(snapshot -> Long.parseLong(snapshot.summary().get(APPLIED)))
        .orElse(0L);
  }

  /**
   * Rows and removals in one snapshot. Removals do not touch the rows of the same snapshot, and
   * need not: what they remove was read from an earlier one.
   */
  private SnapshotUpdate<?> takeOver(List<PendingFile> files) {
    if (files.stream().allMatch(file -> file.kind() == PendingFile.Kind.REJECTS)) {
      AppendFiles append = table.newAppend();
      files.forEach(file -> append.appendFile(dataFile(file)));
      return append;
    }
    RowDelta delta = table.newRowDelta();
    for (PendingFile file : files) {
      switch (file.kind()) {
        case REJECTS -> delta.addRows(dataFile(file));
        case REMOVALS -> delta.addDeletes(deleteFile(file));
      }
    }
    return delta;
  }

  private DataFile dataFile(PendingFile file) {
    PartitionSpec spec = LakeSchemas.byDayOfArrival(table);
    return DataFiles.builder(spec)
        .withPath(file.path())
        .withFormat(FileFormat.PARQUET)
        .withPartition(partition(spec, file))
        .withFileSizeInBytes(file.bytes())
        .withMetrics(metrics(file))
        .build();
  }

  private DeleteFile deleteFile(PendingFile file) {
    PartitionSpec spec = LakeSchemas.byDayOfArrival(table);
    return FileMetadata.deleteFileBuilder(spec)
        .ofEqualityDeletes(RemovalFiles.keyIds(table))
        .withPath(file.path())
        .withFormat(FileFormat.PARQUET)
        .withPartition(partition(spec, file))
        .withFileSizeInBytes(file.bytes())
        .withMetrics(metrics(file))
        .build();
  }

  private static PartitionData partition(PartitionSpec spec, PendingFile file) {
    PartitionData partition = new PartitionData(spec.partitionType());
    partition.set(0, file.day());
    return partition;
  }

  /** From the file itself, also right after writing it: one way that is always tested. */
  private Metrics metrics(PendingFile file) {
    return ParquetUtil.fileMetrics(
        table.io().newInputFile(file.path(), file.bytes()), MetricsConfig.forTable(table));
  }
}
