package com.eventbuspro.lake.write;

import com.eventbuspro.lake.ledger.LedgerCell;
import com.eventbuspro.lake.ledger.LedgerDelta;
import com.eventbuspro.lake.ledger.LedgerGap;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far the shards of one writer are: those that it was asked for once. */
final class ShardTracks {
  private final Function<ShardId, Position> inTable;
  private final Map<ShardId, ShardTrack> tracks = new HashMap<>();
  // Records of a shard come many at a time.
  private @Nullable ShardId lastShard;
  private @Nullable ShardTrack lastTrack;

  /**
   * None yet.
   *
   * @param inTable how far a shard is in the table, as far as is known
   */
  ShardTracks(Function<ShardId, Position> inTable) {
    this.inTable = inTable;
  }

  /** A shard, which is the writer's from now on. */
  ShardTrack of(ShardId shard) {
    ShardTrack track = lastTrack;
    if (track == null || !shard.equals(lastShard)) {
      track = tracks.computeIfAbsent(shard, key -> new ShardTrack(inTable.apply(key)));
      lastShard = shard;
      lastTrack = track;
    }
    return track;
  }

  /** How far each is in the table. */
  Map<ShardId, Position> committed() {
    Map<ShardId, Position> committed = new HashMap<>();
    tracks.forEach((shard, track) -> committed.put(shard, track.committed()));
    return committed;
  }

  /** Whether any is to move with the next commit. */
  boolean haveMoved() {
    return tracks.values().stream().anyMatch(ShardTrack::hasMoved);
  }

  /** How far those are to be that move with the next commit. */
  Map<ShardId, Position> moved() {
    Map<ShardId, Position> moved = new HashMap<>();
    tracks.forEach(
        (shard, track) -> {
          if (track.hasMoved()) {
            moved.put(shard, track.appended());
          }
        });
    return moved;
  }

  /** Gives away what the next commit says in the ledger, and begins to count anew. */
  LedgerDelta takeLedger(long previousCommit) {
    List<LedgerCell> cells = new ArrayList<>();
    List<LedgerGap> gaps = new ArrayList<>();
    new TreeMap<>(tracks).forEach((shard, track) -> track.tally().take(shard, cells, gaps));
    return new LedgerDelta(previousCommit, cells, gaps);
  }

  /** A commit has moved these. */
  void settle(Map<ShardId, Position> moved) {
    moved.forEach((shard, position) -> of(shard).settle(position));
  }

  /** All are where the table says. */
  void settleAsInTable() {
    tracks.forEach((shard, track) -> track.settle(inTable.apply(shard)));
  }

  /** What is not committed was dropped. */
  void reset() {
    tracks.values().forEach(ShardTrack::reset);
  }
}
