package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * What the newest snapshot of ours says: how far every shard is, and which quarantine files were
 * decided on. Each snapshot we write carries all of it on, not only what it changed: then one
 * snapshot suffices to go on from, however many before it have expired, and a pinned snapshot tells
 * by itself where the stream goes on after it. It costs about 100 bytes per shard and snapshot
 * before the metadata file is compressed.
 *
 * @param commitId the commit that wrote it; empty when there was none yet
 * @param number the commit's number, growing along the ancestry; 0 when there was none
 * @param removal the number of the newest commit that took records out of quarantine; 0 when there
 *     was none
 * @param positions how far every shard is that was ever written from
 * @param pending files that the quarantine table may not have taken over yet, oldest first
 */
record Progress(
    String commitId,
    long number,
    long removal,
    Map<ShardId, Position> positions,
    List<PendingFile> pending) {
  static final String COMMIT_ID = "event-bus.commit-id";
  static final String NUMBER = "event-bus.commit-number";
  static final String REMOVAL = "event-bus.redrive-number";
  static final String POSITION = "event-bus.position.";
  static final String PENDING = "event-bus.quarantine-pending";

  private static final Progress NONE = new Progress("", 0, 0, Map.of(), List.of());

  Progress {
    positions = Map.copyOf(positions);
    pending = List.copyOf(pending);
  }

  /**
   * What the table says now.
   *
   * @throws LakeException {@code POSITIONS_LOST} if the snapshot that would say it was expired
   */
  static Progress of(Table table) {
    return of(table.name(), Ancestry.of(table));
  }

  static Progress of(String table, Ancestry ancestry) {
    Optional<Snapshot> newest = Ancestry.newestWith(ancestry, COMMIT_ID);
    if (newest.isEmpty() && ancestry.isCut()) {
      throw new LakeException(
          LakeException.Code.POSITIONS_LOST,
          "The table "
              + table
              + " has rows, but no snapshot that says how far its shards were written: it was"
              + " expired. Going on would double rows. Roll back to a snapshot with '"
              + COMMIT_ID
              + "' in its summary, or commit the positions by hand");
    }
    return newest.map(snapshot -> parse(snapshot.summary())).orElse(NONE);
  }

  /** The newest commit id in an ancestry; empty if there is none. */
  static String newestCommitId(Iterable<Snapshot> ancestry) {
    return Ancestry.newestWith(ancestry, COMMIT_ID)
        .map(snapshot -> snapshot.summary().get(COMMIT_ID))
        .orElse("");
  }

  static Progress parse(Map<String, String> summary) {
    Map<ShardId, Position> positions = new TreeMap<>();
    summary.forEach(
        (key, value) -> {
          if (key.startsWith(POSITION)) {
            positions.put(new ShardId(key.substring(POSITION.length())), Position.decode(value));
          }
        });
    return new Progress(
        summary.get(COMMIT_ID),
        Long.parseLong(summary.getOrDefault(NUMBER, "0")),
        Long.parseLong(summary.getOrDefault(REMOVAL, "0")),
        positions,
        pendingIn(summary));
  }

  /** The quarantine files that a summary lists. */
  static List<PendingFile> pendingIn(Map<String, String> summary) {
    List<PendingFile> pending = new ArrayList<>();
    String lines = summary.getOrDefault(PENDING, "");
    if (!lines.isEmpty()) {
      for (String line : lines.split("\n")) {
        pending.add(PendingFile.decode(line));
      }
    }
    return pending;
  }

  Position position(ShardId shard) {
    return positions.getOrDefault(shard, Position.BEGINNING);
  }

  Map<String, String> toSummary() {
    Map<String, String> summary = new TreeMap<>();
    summary.put(COMMIT_ID, commitId);
    summary.put(NUMBER, Long.toString(number));
    if (removal > 0) {
      summary.put(REMOVAL, Long.toString(removal));
    }
    positions.forEach((shard, position) -> summary.put(POSITION + shard, position.encode()));
    if (!pending.isEmpty()) {
      summary.put(PENDING, String.join("\n", pending.stream().map(PendingFile::encode).toList()));
    }
    return summary;
  }
}
