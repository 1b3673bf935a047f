package com.eventbuspro.streams.source;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Shards that are due but may not be read now, in the order in which they came to wait. Guarded by
 * its {@link Fetcher}.
 */
final class Parked {
  private final Set<ShardProgress> waiting = new LinkedHashSet<>();

  void add(ShardProgress shard) {
    waiting.add(shard);
  }

  void forget(StreamProgress stream) {
    waiting.removeIf(shard -> shard.stream == stream);
  }

  /** The first few that may go now; they wait no more. */
  List<ShardProgress> take(int most, Predicate<ShardProgress> mayGo) {
    List<ShardProgress> taken = new ArrayList<>();
    Iterator<ShardProgress> i = waiting.iterator();
    while (i.hasNext() && taken.size() < most) {
      ShardProgress shard = i.next();
      if (mayGo.test(shard)) {
        i.remove();
        taken.add(shard);
      }
    }
    return taken;
  }
}
