package com.eventbuspro.sink;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much memory the open files of one JVM may take, over all its tables and subtasks: rows that
 * wait, and what an open Parquet file costs before it has any. Each subtask reports what it holds
 * and is told what to do; see {@link Pressure}.
 */
final class MemoryBudget {
  // The rest is for what was read ahead, for files on their way, for Flink and for Iceberg.
  private static final double SHARE_OF_HEAP = 0.3;
  private static final double FULL = 1.3;

  private final long bytes;
  private final Map<Object, Long> held = new ConcurrentHashMap<>();

  MemoryBudget(long bytes) {
    this.bytes = bytes;
  }

  /** A share of this JVM's heap. */
  static MemoryBudget ofHeap() {
    return new MemoryBudget((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP));
  }

  /** What to do about memory. */
  enum Pressure {
    /** Nothing. */
    NONE,
    /** Commit early what holds most. */
    HIGH,
    /** Take no more until commits have made room, either. */
    FULL
  }

  /** What one holder has now; answers how it is for all of them together. */
  Pressure report(Object holder, long bytesHeld) {
    held.put(holder, bytesHeld);
    long total = total();
    if (total <= bytes) {
      return Pressure.NONE;
    }
    return total <= bytes * FULL ? Pressure.HIGH : Pressure.FULL;
  }

  /** The holder has nothing any more and does not come back. */
  void forget(Object holder) {
    held.remove(holder);
  }

  /** By how much the budget is exceeded. */
  long excess() {
    return Math.max(0, total() - bytes);
  }

  private long total() {
    return held.values().stream().mapToLong(Long::longValue).sum();
  }
}
