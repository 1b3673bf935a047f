package com.eventbuspro.lake.write;

import com.eventbuspro.lake.ledger.LedgerDelta;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one commit is to make true at once. It keeps its id through every try, so that a
 * try whose outcome was unknown is recognised later.
 *
 * @param commitId its id
 * @param after the newest commit in the table when it was made: it can only be found after that
 * @param expected how far the writer's shards must be in the table for it to be allowed
 * @param moved how far those of them that move are afterwards
 * @param files data files of the event table
 * @param rejects data files of quarantine
 * @param ledger what it adds to the ledger
 * @param removal what it takes out of quarantine; null when nothing
 * @param begun when the first of the files was begun
 */
record Batch(
    String commitId,
    String after,
    Map<ShardId, Position> expected,
    Map<ShardId, Position> moved,
    List<DataFile> files,
    List<DataFile> rejects,
    LedgerDelta ledger,
    @Nullable Removal removal,
    Instant begun) {
  Batch {
    expected = Map.copyOf(expected);
    moved = Map.copyOf(moved);
    files = List.copyOf(files);
    rejects = List.copyOf(rejects);
  }

  long rows() {
    return files.stream().mapToLong(DataFile::recordCount).sum();
  }

  long quarantined() {
    return rejects.stream().mapToLong(DataFile::recordCount).sum();
  }

  int fileCount() {
    return files.size() + rejects.size();
  }

  long bytes() {
    return Stream.concat(files.stream(), rejects.stream())
        .mapToLong(DataFile::fileSizeInBytes)
        .sum();
  }

  /** The files that quarantine is to take over. */
  List<ContentFile<?>> forQuarantine() {
    List<ContentFile<?>> all = new ArrayList<>(rejects);
    if (removal != null) {
      all.addAll(removal.files());
    }
    return all;
  }

  /** Whether the table is where this batch begins. */
  boolean fits(Progress progress) {
    if (removal != null && removal.after() != progress.removal()) {
      return false;
    }
    return expected.entrySet().stream()
        .allMatch(shard -> progress.position(shard.getKey()).equals(shard.getValue()));
  }
}
