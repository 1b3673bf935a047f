package com.eventbuspro.streams.source;

import com.eventbuspro.streams.StreamRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Batches read ahead, in the order they came, counted in bytes; those being read count as many as
 * their shard brought last. One stream fills no more than half of it, so that others are read while
 * it is paused. Guarded by its {@link Fetcher}.
 */
final class HandOver {
  // What a record costs beside its data.
  private static final int RECORD_OVERHEAD = 200;

  private final Deque<Item> items = new ArrayDeque<>();
  private final long maxBytes;
  private long bytes;
  private boolean stopped;

  HandOver(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** A batch, and the shard's epoch when it was read. */
  record Item(ShardProgress shard, long epoch, ShardBatch batch, long bytes) {
    boolean isStale() {
      return epoch != shard.epoch;
    }
  }

  /** Whether another read of a stream may be started. */
  boolean hasRoomFor(StreamProgress stream) {
    return !stopped && bytes < maxBytes && stream.bytesAhead < maxBytes / 2;
  }

  /** A read begins that is expected to bring so much. */
  void reserve(StreamProgress stream, long expected) {
    count(stream, expected);
  }

  /** That read is over. */
  void release(StreamProgress stream, long expected) {
    count(stream, -expected);
  }

  /** Hands out nothing and lets no read begin until {@link #goOn}. */
  void stop() {
    stopped = true;
  }

  void goOn() {
    stopped = false;
  }

  boolean isStopped() {
    return stopped;
  }

  boolean hasWork() {
    return !stopped && items.stream().anyMatch(item -> !item.shard().stream.paused);
  }

  void add(ShardProgress shard, ShardBatch batch) {
    long size = RECORD_OVERHEAD;
    for (StreamRecord record : batch.records()) {
      size += RECORD_OVERHEAD + record.data().length;
    }
    shard.lastBytes = size;
    items.add(new Item(shard, shard.epoch, batch, size));
    count(shard.stream, size);
  }

  /** The first batch of a stream that is not paused. */
  @Nullable Item poll() {
    if (stopped) {
      return null;
    }
    for (Iterator<Item> i = items.iterator(); i.hasNext(); ) {
      Item item = i.next();
      if (!item.shard().stream.paused) {
        remove(i, item);
        return item;
      }
    }
    return null;
  }

  void dropStale() {
    for (Iterator<Item> i = items.iterator(); i.hasNext(); ) {
      Item item = i.next();
      if (item.isStale()) {
        remove(i, item);
      }
    }
  }

  private void remove(Iterator<Item> i, Item item) {
    i.remove();
    count(item.shard().stream, -item.bytes());
  }

  private void count(StreamProgress stream, long change) {
    bytes += change;
    stream.bytesAhead += change;
  }
}
