package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.kinesis.log.LogSettings;
import com.eventbuspro.localaws.kinesis.log.ShardLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One stream. Puts hold the lock shared, so that no record lands in a shard after it was closed;
 * changes of metadata hold it alone, write the new metadata to disk and only then show it. A change
 * takes effect at once; the transitional status that AWS shows meanwhile passes with the clock.
 */
final class KinesisStream {
  private final MetaFiles files;
  private final LogSettings logSettings;
  private final Clock clock;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<Integer, ShardLog> logs = new ConcurrentHashMap<>();
  private final Map<Integer, ShardMeter> meters = new ConcurrentHashMap<>();
  private volatile State state;
  private volatile Transition transition;

  private record State(StreamMeta meta, Layout layout) {
    static State of(StreamMeta meta) {
      return new State(meta, new Layout(meta.shards()));
    }
  }

  private record Transition(StreamStatus status, long untilMillis) {}

  KinesisStream(MetaFiles files, StreamMeta meta, LogSettings logSettings, Clock clock) {
    this.files = files;
    this.logSettings = logSettings;
    this.clock = clock;
    this.state = State.of(meta);
    this.transition = new Transition(StreamStatus.ACTIVE, 0);
  }

  StreamMeta meta() {
    return state.meta();
  }

  Layout layout() {
    return state.layout();
  }

  String name() {
    return state.meta().name();
  }

  /** The status as of now. */
  StreamStatus status() {
    if (state.meta().deleting()) {
      return StreamStatus.DELETING;
    }
    Transition current = transition;
    return clock.millis() < current.untilMillis() ? current.status() : StreamStatus.ACTIVE;
  }

  /** Whether the time of a transitional status is over; a deleted stream may then be removed. */
  boolean isSettled() {
    return clock.millis() >= transition.untilMillis();
  }

  /** Shows a transitional status for a while. */
  void enter(StreamStatus status, Duration time) {
    transition = new Transition(status, clock.millis() + time.toMillis());
  }

  /** Replaces the metadata, on disk first. */
  void change(UnaryOperator<StreamMeta> change) {
    lock.writeLock().lock();
    try {
      StreamMeta changed = change.apply(state.meta());
      files.save(changed);
      state = State.of(changed);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Does something during which no shard is closed and no metadata changes. */
  <T> T whileUnchanged(Supplier<T> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The records of a shard. */
  ShardLog log(ShardMeta shard) {
    return logs.computeIfAbsent(shard.number(), this::openLog);
  }

  private ShardLog openLog(int number) {
    return ShardLog.in(directory().resolve(ShardMeta.idOf(number)), logSettings);
  }

  /** What flowed through a shard lately. */
  ShardMeter meter(ShardMeta shard) {
    return meters.computeIfAbsent(shard.number(), number -> new ShardMeter(clock));
  }

  /** Logs in use since the start. */
  Collection<ShardLog> openLogs() {
    return logs.values();
  }

  private Path directory() {
    return files.directoryOf(state.meta());
  }

  /** The time before which records have expired. */
  long trimHorizonMillis() {
    return clock.millis() - Duration.ofHours(state.meta().retentionHours()).toMillis();
  }

  /** Deletes expired records from disk and forgets closed shards that have none left. */
  void expire() {
    long horizon = trimHorizonMillis();
    for (ShardMeta shard : state.meta().shards()) {
      log(shard).expire(horizon);
    }
    if (state.meta().shards().stream().anyMatch(shard -> isGone(shard, horizon))) {
      StreamMeta before = state.meta();
      change(
          meta ->
              meta.withShards(
                  meta.shards().stream().filter(shard -> !isGone(shard, horizon)).toList(),
                  meta.nextShard()));
      before.shards().stream().filter(shard -> isGone(shard, horizon)).forEach(this::forget);
    }
  }

  private static boolean isGone(ShardMeta shard, long horizon) {
    ShardMeta.Closing closed = shard.closed();
    return closed != null && closed.atMillis() < horizon;
  }

  private void forget(ShardMeta shard) {
    ShardLog log = logs.remove(shard.number());
    if (log != null) {
      log.close();
    }
    meters.remove(shard.number());
    files.deleteShard(state.meta(), shard.number());
  }

  void close() {
    logs.values().forEach(ShardLog::close);
  }
}
