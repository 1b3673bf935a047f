package com.eventbuspro.streams.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The streams that a subtask heard of, and their shards as far as it was handed them. Guarded by
 * its {@link Fetcher}.
 */
final class KnownStreams {
  private final Map<String, StreamProgress> known = new HashMap<>();
  // Asked for often: those with a shard, until that changes.
  private @Nullable Set<String> withShards;

  StreamProgress get(String name) {
    return known.computeIfAbsent(name, n -> new StreamProgress());
  }

  /** Adds a shard to its stream, which is read from where the stream was sought to. */
  ShardProgress add(ShardSplit split) {
    StreamProgress stream = get(split.stream());
    ShardProgress shard = new ShardProgress(split, stream);
    shard.restart(stream.start(split));
    stream.shards.put(split.shard(), shard);
    withShards = null;
    return shard;
  }

  /** Names of those with a shard. */
  Set<String> withShards() {
    Set<String> names = withShards;
    if (names == null) {
      names =
          known.entrySet().stream()
              .filter(stream -> !stream.getValue().shards.isEmpty())
              .map(Map.Entry::getKey)
              .collect(Collectors.toUnmodifiableSet());
      withShards = names;
    }
    return names;
  }

  /** Forgets a stream; null if it was not known. */
  @Nullable StreamProgress remove(String name) {
    withShards = null;
    return known.remove(name);
  }

  /** Forgets a shard whose end is known elsewhere for good. */
  void forget(ShardSplit split) {
    StreamProgress stream = known.get(split.stream());
    if (stream != null) {
      stream.shards.remove(split.shard());
    }
  }

  /** All shards with how far they were emitted. */
  List<ShardSplit> snapshot() {
    return known.values().stream()
        .flatMap(stream -> stream.shards.values().stream())
        .map(ShardProgress::snapshot)
        .toList();
  }
}
