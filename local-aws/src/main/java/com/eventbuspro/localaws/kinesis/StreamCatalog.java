package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.localaws.kinesis.log.LogSettings;
import com.eventbuspro.localaws.kinesis.log.ShardLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All streams of the account, by name. */
final class StreamCatalog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamCatalog.class);
  private static final long IDLE_NANOS = 30_000_000_000L;

  private final MetaFiles files;
  private final LogSettings logSettings;
  private final Clock clock;
  private final ConcurrentNavigableMap<String, KinesisStream> streams =
      new ConcurrentSkipListMap<>();

  private StreamCatalog(MetaFiles files, LogSettings logSettings, Clock clock) {
    this.files = files;
    this.logSettings = logSettings;
    this.clock = clock;
  }

  /** Loads what is on disk and finishes deletions that a stop interrupted. */
  static StreamCatalog open(LocalAwsConfig config) {
    LogSettings.Sync sync =
        switch (config.durability()) {
          case PROCESS_CRASH -> LogSettings.Sync.LATER;
          case POWER_LOSS -> LogSettings.Sync.BEFORE_ACKNOWLEDGING;
        };
    StreamCatalog catalog =
        new StreamCatalog(
            new MetaFiles(config.dataDirectory().resolve("kinesis")),
            new LogSettings(LogSettings.DEFAULT_SEGMENT_BYTES, sync),
            config.clock());
    catalog.load();
    return catalog;
  }

  private void load() {
    for (StreamMeta meta : files.load()) {
      if (meta.deleting()) {
        files.delete(meta);
      } else {
        streams.put(meta.name(), new KinesisStream(files, meta, logSettings, clock));
      }
    }
  }

  /** The stream of that name, also while it is being deleted; null when there is none. */
  @Nullable KinesisStream find(String name) {
    KinesisStream stream = streams.get(name);
    return stream == null || isDeleted(stream) ? null : stream;
  }

  /** Streams by name, those after the given one, up to a number. */
  List<KinesisStream> after(String name, int most) {
    return streams.tailMap(name, false).values().stream()
        .filter(stream -> !isDeleted(stream))
        .limit(most)
        .toList();
  }

  /** Every stream. */
  List<KinesisStream> all() {
    return after("", Integer.MAX_VALUE);
  }

  private boolean isDeleted(KinesisStream stream) {
    if (!stream.meta().deleting() || !stream.isSettled()) {
      return false;
    }
    remove(stream);
    return true;
  }

  private synchronized void remove(KinesisStream stream) {
    if (streams.remove(stream.name(), stream)) {
      stream.close();
      files.delete(stream.meta());
    }
  }

  /** Makes a stream durable and visible; null when the name is taken. */
  synchronized @Nullable KinesisStream add(StreamMeta meta, Duration creating) {
    if (find(meta.name()) != null) {
      return null;
    }
    files.save(meta);
    KinesisStream stream = new KinesisStream(files, meta, logSettings, clock);
    stream.enter(StreamStatus.CREATING, creating);
    streams.put(meta.name(), stream);
    return stream;
  }

  /** Forces young records to disk, gives idle file handles back. */
  void tidy() {
    long now = System.nanoTime();
    for (KinesisStream stream : streams.values()) {
      for (ShardLog shard : stream.openLogs()) {
        shard.sync();
        if (now - shard.lastUsedNanos() > IDLE_NANOS) {
          shard.release();
        }
      }
    }
  }

  /** Removes what has expired: records, closed shards, deleted streams. */
  void expire() {
    for (KinesisStream stream : streams.values()) {
      try {
        if (!isDeleted(stream)) {
          stream.expire();
        }
      } catch (RuntimeException e) {
        log.warn(
            "Cannot remove expired records of stream {}; trying again later", stream.name(), e);
      }
    }
  }

  @Override
  public void close() {
    streams.values().forEach(KinesisStream::close);
  }
}
