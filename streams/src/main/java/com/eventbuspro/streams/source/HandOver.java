package com.eventbuspro.streams.source;

import com.eventbuspro.streams.StreamRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Batches read ahead, in the order they came, counted in bytes. Guarded by its {@link Fetcher}. */
final class HandOver {
  // What a record costs beside its data.
  private static final int RECORD_OVERHEAD = 200;

  private final Deque<Item> items = new ArrayDeque<>();
  private final long maxBytes;
  private long bytes;

  HandOver(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** A batch, and the shard's epoch when it was read. */
  record Item(ShardProgress shard, long epoch, ShardBatch batch, long bytes) {
    boolean isStale() {
      return epoch != shard.epoch;
    }
  }

  /** Whether another read may be started. */
  boolean hasRoom() {
    return bytes < maxBytes;
  }

  boolean hasWork() {
    return items.stream().anyMatch(item -> !item.shard().stream.paused);
  }

  void add(ShardProgress shard, ShardBatch batch) {
    long size = RECORD_OVERHEAD;
    for (StreamRecord record : batch.records()) {
      size += RECORD_OVERHEAD + record.data().length;
    }
    items.add(new Item(shard, shard.epoch, batch, size));
    bytes += size;
  }

  /** The first batch of a stream that is not paused. */
  @Nullable Item poll() {
    for (Iterator<Item> i = items.iterator(); i.hasNext(); ) {
      Item item = i.next();
      if (!item.shard().stream.paused) {
        i.remove();
        bytes -= item.bytes();
        return item;
      }
    }
    return null;
  }

  void dropStale() {
    for (Iterator<Item> i = items.iterator(); i.hasNext(); ) {
      Item item = i.next();
      if (item.isStale()) {
        bytes -= item.bytes();
        i.remove();
      }
    }
  }
}
