package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the shards of one subtask ahead on a few threads. An active shard is read again as soon as
 * Kinesis' limits allow, an idle one ever more seldom, one in trouble after a growing pause.
 *
 * <p>Everything it knows is guarded by its monitor, which is never held while the stream is asked.
 * Batches of a shard are emitted in order, and a child's first only after its parents' last, since
 * a child is not read before the end of its parents was emitted.
 */
final class Fetcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

  private final Streams streams;
  private final Tuning tuning;
  private final Consumer<ShardSplit> onEnded;
  private final ScheduledThreadPoolExecutor threads;
  private final KnownStreams known = new KnownStreams();
  private final HandOver handOver;
  private final Parked parked = new Parked();
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private @Nullable Throwable fatal;
  private boolean closed;

  /**
   * @param onEnded told of every shard whose children may be read: its end was emitted or, when
   *     sought, lies behind; of a stream that is read when told so, its end is committed. Called in
   *     the thread of the caller
   */
  Fetcher(Streams streams, Tuning tuning, String name, Consumer<ShardSplit> onEnded) {
    this.streams = streams;
    this.tuning = tuning;
    this.onEnded = onEnded;
    this.handOver = new HandOver(tuning.handOverBytes());
    this.threads = new ScheduledThreadPoolExecutor(tuning.threads(), Threads.daemons(name));
    this.threads.setRemoveOnCancelPolicy(true);
  }

  synchronized void add(ShardSplit split) {
    StreamProgress stream = known.get(split.stream());
    if (stream.shards.containsKey(split.shard())) {
      return;
    }
    stream.told |= split.start() instanceof ShardSplit.Start.Held;
    ShardProgress shard = known.add(split);
    started(shard);
    reportCommitted(stream, shard);
  }

  /** Answers whether some shard is less far than was certain before. */
  synchronized boolean committed(String name, Map<ShardId, Position> positions) {
    StreamProgress stream = known.get(name);
    stream.told = true;
    boolean wentBack = stream.committed(positions);
    stream.shards.values().forEach(shard -> reportCommitted(stream, shard));
    return wentBack;
  }

  synchronized Set<String> streams() {
    return known.withShards();
  }

  synchronized void elsewhere(String name, ShareStatus status) {
    known.get(name).elsewhere = status;
  }

  synchronized void seek(String name, Map<ShardId, Position> positions, Duration after) {
    StreamProgress stream = known.get(name);
    stream.sought(positions);
    stream.notBeforeNanos = System.nanoTime() + after.toNanos();
    restart(stream);
  }

  synchronized void hold(String name) {
    StreamProgress stream = known.get(name);
    stream.hold();
    restart(stream);
  }

  synchronized void pause(String name) {
    known.get(name).paused = true;
  }

  synchronized void resume(String name) {
    known.get(name).paused = false;
    unpark();
    if (handOver.hasWork()) {
      available.complete(null);
    }
  }

  synchronized void pauseAll() {
    handOver.stop();
  }

  synchronized void resumeAll() {
    if (handOver.isStopped()) {
      handOver.goOn();
      unpark();
      if (handOver.hasWork()) {
        available.complete(null);
      }
    }
  }

  synchronized void lookAtLeastEvery(String name, Duration pause) {
    known.get(name).maxPause = pause;
  }

  synchronized void remove(String name) {
    StreamProgress stream = known.remove(name);
    if (stream != null) {
      stream.shards.values().forEach(shard -> shard.epoch++);
      forgetReads(stream);
    }
  }

  synchronized void listingTrouble(String name, StreamStatus.@Nullable Trouble trouble) {
    known.get(name).listingTrouble = trouble;
  }

  synchronized StreamStatus status(String name) {
    return known.get(name).status();
  }

  synchronized Optional<Instant> emittedUntil(String name) {
    return Optional.ofNullable(known.get(name).emittedUntil());
  }

  /** All shards with how far they were emitted. */
  synchronized List<ShardSplit> snapshot() {
    return known.snapshot();
  }

  /** Forgets a shard whose end is known elsewhere for good. */
  synchronized void forget(ShardSplit split) {
    known.forget(split);
  }

  /** Completed when {@link #poll} has something. */
  synchronized CompletableFuture<Void> available() {
    if (fatal == null && available.isDone() && !handOver.hasWork()) {
      available = new CompletableFuture<>();
    }
    return available;
  }

  /** The next batch to emit, or null. Taking it counts as emitting it. */
  synchronized @Nullable ShardBatch poll() {
    if (fatal != null) {
      throw new IllegalStateException("Reading streams broke down", fatal);
    }
    HandOver.Item item = handOver.poll();
    while (item != null && item.isStale()) {
      item = handOver.poll();
    }
    unpark();
    if (item == null) {
      return null;
    }
    ShardProgress shard = item.shard();
    shard.emitted(item.batch().to());
    shard.until.emitted(item.batch());
    if (shard.isEnded()) {
      ended(shard);
    }
    return item.batch();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    threads.shutdownNow();
  }

  private void restart(StreamProgress stream) {
    stream.epoch++;
    stream.shards.values().forEach(shard -> shard.restart(stream.start(shard.split)));
    forgetReads(stream);
    List.copyOf(stream.shards.values()).forEach(this::started);
  }

  /** After the shards' epochs grew: nothing read or waiting under an older one counts. */
  private void forgetReads(StreamProgress stream) {
    parked.forget(stream);
    handOver.dropStale();
    unpark();
  }

  private void reportCommitted(StreamProgress stream, ShardProgress shard) {
    if (!shard.endReported && stream.isCommittedEnd(shard)) {
      shard.endReported = true;
      onEnded.accept(shard.split);
    }
  }

  private void reportEmitted(ShardProgress shard) {
    if (!shard.stream.told) {
      onEnded.accept(shard.split);
    }
  }

  private void started(ShardProgress shard) {
    if (shard.isEnded()) {
      reportEmitted(shard);
    } else if (shard.stream.isReady(shard)) {
      schedule(shard, 0);
    }
  }

  private void ended(ShardProgress shard) {
    reportEmitted(shard);
    for (ShardProgress child : shard.stream.shards.values()) {
      if (child.split.parents().contains(shard.split.shard()) && child.stream.isReady(child)) {
        schedule(child, 0);
      }
    }
  }

  /**
   * Lets some of those go on that wait for room; called whenever there may be more of it, and after
   * every read, so that the others follow.
   */
  private void unpark() {
    for (ShardProgress shard : parked.take(tuning.threads(), this::mayBeRead)) {
      schedule(shard, 0);
    }
  }

  private boolean mayBeRead(ShardProgress shard) {
    return !shard.stream.paused && handOver.hasRoomFor(shard.stream);
  }

  private void schedule(ShardProgress shard, long millis) {
    long epoch = shard.epoch;
    long now = System.nanoTime();
    long wait =
        TimeUnit.NANOSECONDS.toMillis(
            Math.max(shard.stream.notBeforeNanos - now, shard.notBeforeNanos - now));
    if (!closed) {
      var unused =
          threads.schedule(
              () -> fetch(shard, epoch), Math.max(millis, wait), TimeUnit.MILLISECONDS);
    }
  }

  private void fetch(ShardProgress shard, long epoch) {
    try {
      Turn turn = begin(shard, epoch);
      if (turn != null) {
        read(shard, epoch, turn);
      }
    } catch (Throwable e) {
      synchronized (this) {
        fatal = e;
        available.complete(null);
      }
    }
  }

  private synchronized @Nullable Turn begin(ShardProgress shard, long epoch) {
    if (closed || shard.epoch != epoch) {
      return null;
    }
    if (!mayBeRead(shard)) {
      parked.add(shard);
      return null;
    }
    if (shard.stream.failing && shard.stream.inFlight > 0) {
      // One probe at a time, so that a stream that hangs cannot take all threads.
      schedule(shard, tuning.firstBackoff().toMillis());
      return null;
    }
    // However often it is paused and sought: the stream's other readers have a right to theirs.
    shard.notBeforeNanos = System.nanoTime() + Pace.leastNanos(tuning);
    shard.stream.inFlight++;
    shard.until.asked(Instant.now());
    handOver.reserve(shard.stream, shard.lastBytes);
    return new Turn(shard.split, shard.reader(streams), shard.lastBytes);
  }

  private void read(ShardProgress shard, long epoch, Turn turn) {
    Turn.Answer answer = turn.read(streams);
    synchronized (this) {
      shard.stream.inFlight--;
      handOver.release(shard.stream, turn.reserved());
      if (!closed && shard.epoch == epoch) {
        if (answer.batch() == null) {
          failed(shard, answer.requireFailure());
        } else {
          arrived(shard, answer.batch());
        }
      }
      unpark();
    }
  }

  private void arrived(ShardProgress shard, ReadBatch read) {
    if (shard.answered(read)) {
      LOG.info("{} is read again", shard.split.splitId());
    }
    boolean worthTelling =
        !read.records().isEmpty() || shard.fetchedEnd || read.gap() == ReadBatch.Gap.POSSIBLE;
    if (worthTelling) {
      handOver(shard, read);
    }
    shard.until.fetched(read);
    if (read.records().isEmpty()) {
      shard.idle++;
      shard.lastBytes = 0;
    } else {
      shard.idle = 0;
    }
    if (!shard.fetchedEnd) {
      schedule(shard, Pace.millis(tuning, shard.stream, read, shard.idle));
    }
  }

  private void handOver(ShardProgress shard, ReadBatch read) {
    if (read.gap() == ReadBatch.Gap.POSSIBLE) {
      LOG.error(
          "Records of {} after {} may be lost: the stream no longer has the record at that position."
              + " Reading goes on with the oldest one it has",
          shard.split.splitId(),
          shard.fetched().encode());
    }
    ShardBatch batch =
        new ShardBatch(
            shard.split.stream(),
            shard.split.shard(),
            shard.fetched(),
            read.records(),
            shard.stream.epoch,
            read.behind(),
            read.end(),
            read.gap());
    shard.fetched(batch.to());
    shard.until.waits();
    handOver.add(shard, batch);
    available.complete(null);
  }

  private void failed(ShardProgress shard, StreamsException e) {
    if (shard.failed(e)) {
      LOG.warn("{} cannot be read, trying again: {}", shard.split.splitId(), e.getMessage());
    }
    schedule(shard, Pause.millis(tuning.firstBackoff(), tuning.maxBackoff(), shard.failures));
  }
}
