package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.benchmarks.faults.Findings.Finding;
import com.eventbuspro.benchmarks.faults.Findings.Wrong;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * The commits of an event table, oldest first, read from the snapshots by what DESIGN says of them
 * and without the code that is under test.
 */
final class CommitChain {
  private static final String COMMIT_ID = "event-bus.commit-id";
  private static final String POSITION = "event-bus.position.";
  private static final String PENDING = "event-bus.quarantine-pending";

  private final Table table;
  private final List<Snapshot> commits = new ArrayList<>();
  private final Map<String, Integer> quarantineFiles = new HashMap<>();
  private final boolean whole;

  CommitChain(Table table) {
    this.table = table;
    boolean whole = true;
    for (Snapshot at = table.currentSnapshot(); at != null; at = parent(at)) {
      if (at.summary().containsKey(COMMIT_ID)) {
        commits.add(at);
      }
      whole = at.parentId() == null;
    }
    this.whole = whole;
    Collections.reverse(commits);
    for (int i = 0; i < commits.size(); i++) {
      for (String path : listed(commits.get(i))) {
        // What the oldest of a cut history lists may have been decided on before it.
        quarantineFiles.putIfAbsent(path, i == 0 && !whole ? SentEvent.NOWHERE : i);
      }
    }
  }

  private @Nullable Snapshot parent(Snapshot snapshot) {
    return snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
  }

  private static List<String> listed(Snapshot commit) {
    return commit
        .summary()
        .getOrDefault(PENDING, "")
        .lines()
        .map(line -> line.substring(line.lastIndexOf('|') + 1))
        .toList();
  }

  /** Whether it begins with the first commit: no snapshot was expired. */
  boolean isWhole() {
    return whole;
  }

  int size() {
    return commits.size();
  }

  long millis(int commit) {
    return commits.get(commit).timestampMillis();
  }

  /** The files that a commit added. */
  Iterable<DataFile> files(int commit) {
    return commits.get(commit).addedDataFiles(table.io());
  }

  /** The commit that decided on a quarantine file. */
  int decided(String quarantineFile) {
    return quarantineFiles.getOrDefault(quarantineFile, SentEvent.NOWHERE);
  }

  /** How far every shard is after a commit. */
  Map<ShardId, Position> positions(int commit) {
    Map<ShardId, Position> positions = new TreeMap<>();
    commits
        .get(commit)
        .summary()
        .forEach(
            (key, value) -> {
              if (key.startsWith(POSITION)) {
                positions.put(
                    new ShardId(key.substring(POSITION.length())), Position.decode(value));
              }
            });
    return positions;
  }

  /** Says of every event which commit should have it, and finds positions that went back. */
  void expect(StreamTruth truth, Findings findings) {
    Map<ShardId, Integer> next = new HashMap<>();
    Map<ShardId, Position> before = Map.of();
    for (int commit = 0; commit < commits.size(); commit++) {
      Map<ShardId, Position> now = positions(commit);
      for (Map.Entry<ShardId, Position> was : before.entrySet()) {
        Position is = now.getOrDefault(was.getKey(), Position.BEGINNING);
        if (is.compareTo(was.getValue()) < 0) {
          findings.add(
              new Finding(
                  Wrong.WENT_BACK,
                  was.getKey() + " of " + table.name() + " from " + was.getValue() + " to " + is,
                  millis(commit)));
        }
      }
      for (Map.Entry<ShardId, Position> moved : now.entrySet()) {
        ShardId shard = moved.getKey();
        List<SentEvent> events = truth.shards().getOrDefault(shard, List.of());
        int at = next.getOrDefault(shard, 0);
        while (at < events.size()
            && Position.after(String.valueOf(events.get(at).sequence)).compareTo(moved.getValue())
                <= 0) {
          events.get(at).expectedCommit = commit;
          at++;
        }
        next.put(shard, at);
      }
      before = now;
    }
  }
}
