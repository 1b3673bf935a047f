package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.source.ShardSplit.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a reader knows of one stream. Guarded by its {@link Fetcher}. */
final class StreamProgress {
  final Map<ShardId, ShardProgress> shards = new TreeMap<>();
  // Where to start shards, once someone sought the stream; null before.
  private @Nullable Map<ShardId, Position> sought;
  private boolean held;
  // How far shards are for good, as far as someone said so; null before.
  private @Nullable Map<ShardId, Position> committed;
  // Whether the consumer says what is safe, so that no end counts just because it was emitted.
  boolean told;
  @Nullable ShareStatus elsewhere;
  long epoch;
  long notBeforeNanos;
  int inFlight;
  // Read ahead and not emitted, and being read; counted by the hand-over.
  long bytesAhead;
  boolean paused;
  @Nullable Duration maxPause;
  boolean failing;
  StreamStatus.@Nullable Trouble listingTrouble;

  void sought(Map<ShardId, Position> positions) {
    sought = Map.copyOf(positions);
    held = false;
    paused = false;
  }

  void hold() {
    sought = null;
    held = true;
    paused = false;
  }

  /** Takes what is certain now; whether some shard is less far than was certain before. */
  boolean committed(Map<ShardId, Position> positions) {
    Map<ShardId, Position> before = committed == null ? Map.of() : committed;
    committed = Map.copyOf(positions);
    return before.entrySet().stream()
        .anyMatch(
            shard ->
                positions
                        .getOrDefault(shard.getKey(), Position.BEGINNING)
                        .compareTo(shard.getValue())
                    < 0);
  }

  /** Whether a shard's end is certain, so that others may go on with its children. */
  boolean isCommittedEnd(ShardProgress shard) {
    Map<ShardId, Position> certain = committed;
    return certain != null && certain.get(shard.split.shard()) instanceof Position.Ended;
  }

  /** Where a shard starts now: where it was sought to, else where its split says. */
  Start start(ShardSplit split) {
    if (held) {
      return new Start.Held();
    }
    return sought == null
        ? split.start()
        : new Start.After(sought.getOrDefault(split.shard(), Position.BEGINNING));
  }

  /** Whether a shard's turn has come: told to start, not at its end, and after its parents. */
  boolean isReady(ShardProgress shard) {
    return !shard.isHeld() && !shard.fetchedEnd && !waitsForParent(shard);
  }

  private boolean waitsForParent(ShardProgress shard) {
    return shard.split.parents().stream()
        .map(shards::get)
        .anyMatch(parent -> parent != null && !parent.isEnded());
  }

  /**
   * The earliest of the shards that are to be read now; null while one of them is not known. Once
   * all have ended there is nothing left of this subtask's: their children may be read elsewhere.
   */
  @Nullable Instant emittedUntil() {
    Instant earliest = null;
    for (ShardProgress shard : shards.values()) {
      if (shard.isEnded() || waitsForParent(shard)) {
        continue;
      }
      Instant time = shard.until.time();
      if (time == null) {
        return null;
      }
      earliest = earliest == null || time.isBefore(earliest) ? time : earliest;
    }
    boolean allEnded =
        !shards.isEmpty() && shards.values().stream().allMatch(ShardProgress::isEnded);
    return allEnded && listingTrouble == null ? Instant.now() : earliest;
  }

  StreamStatus status() {
    int toRead = 0;
    int answered = 0;
    Duration behind = Duration.ZERO;
    StreamStatus.Trouble trouble = listingTrouble;
    for (ShardProgress shard : shards.values()) {
      if (shard.isEnded() || waitsForParent(shard)) {
        continue;
      }
      toRead++;
      answered += shard.answered ? 1 : 0;
      behind = behind.compareTo(shard.behind) < 0 ? shard.behind : behind;
      trouble = shard.trouble == null ? trouble : shard.trouble;
    }
    return new StreamStatus(toRead, answered, behind, trouble, elsewhere);
  }
}
