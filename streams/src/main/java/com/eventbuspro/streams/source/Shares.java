package com.eventbuspro.streams.source;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the subtasks beside its home get on with one stream. Pure state, used by one thread. */
final class Shares {
  private final Map<Integer, ShareStatus> bySubtask = new TreeMap<>();

  /** A subtask was handed a shard. */
  void handedOut(int subtask) {
    bySubtask.putIfAbsent(subtask, ShareStatus.STARTING);
  }

  /** A subtask says how it gets on; one that is not known to have a share is not believed. */
  void told(int subtask, ShareStatus status) {
    bySubtask.replace(subtask, status);
  }

  /** A subtask is gone, and starts again with the same share. */
  void lost(int subtask) {
    bySubtask.replace(subtask, ShareStatus.STARTING);
  }

  /** How the worst of them gets on; null when there are none. */
  @Nullable ShareStatus worst() {
    return bySubtask.values().stream().max(Comparator.comparing(ShareStatus::state)).orElse(null);
  }
}
