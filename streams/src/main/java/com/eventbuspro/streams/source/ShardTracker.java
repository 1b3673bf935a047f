package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.Shard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which shards of one stream are known, assigned and finished. Pure state, used by one thread.
 *
 * <p>Invariant: a shard is assignable only when each of its parents is finished, or no longer in
 * the stream and in no reader's hands.
 */
final class ShardTracker {
  private final Map<ShardId, Shard> known = new LinkedHashMap<>();
  private final Set<ShardId> assigned = new HashSet<>();
  private final Set<ShardId> finished = new HashSet<>();

  static ShardTracker restore(EnumeratorState.Progress progress) {
    ShardTracker tracker = new ShardTracker();
    tracker.assigned.addAll(progress.assigned());
    tracker.finished.addAll(progress.finished());
    return tracker;
  }

  /** Takes what the stream lists now; what it no longer lists is forgotten. */
  void listed(List<Shard> shards) {
    known.clear();
    shards.forEach(shard -> known.put(shard.id(), shard));
    assigned.removeIf(id -> !known.containsKey(id) && finished.contains(id));
    finished.removeIf(id -> !known.containsKey(id));
  }

  /** How many shards still take records. */
  int open() {
    return (int) known.values().stream().filter(s -> s.state() == Shard.State.OPEN).count();
  }

  /** Shards to hand out now, parents first. */
  List<Shard> assignable() {
    List<Shard> found = new ArrayList<>();
    for (Shard shard : known.values()) {
      if (!assigned.contains(shard.id()) && shard.parents().stream().allMatch(this::isPast)) {
        found.add(shard);
      }
    }
    return found;
  }

  void assigned(ShardId shard) {
    assigned.add(shard);
  }

  /** Notes the end; whether this was news. */
  boolean finished(ShardId shard) {
    return finished.add(shard);
  }

  /** The reader is gone: the shard is to be handed out, and read to its end, again. */
  void returned(ShardId shard) {
    assigned.remove(shard);
    finished.remove(shard);
  }

  EnumeratorState.Progress progress() {
    return new EnumeratorState.Progress(assigned, finished);
  }

  private boolean isPast(ShardId parent) {
    return finished.contains(parent) || (!known.containsKey(parent) && !assigned.contains(parent));
  }
}
