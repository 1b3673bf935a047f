package com.eventbuspro.streams.testing;

import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamAdmin;
import com.eventbuspro.streams.StreamDescription;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Streams in memory with the semantics of Kinesis: hash routing, resharding, trimming. Changes take
 * effect at once. Trouble is made with {@link #onCall}.
 */
public final class InMemoryStreams implements Streams, StreamAdmin {
  private final Clock clock;
  private final Map<String, MemoryStream> streams = new TreeMap<>();
  private CallHook hook = (operation, stream) -> {};

  /** What a call does. */
  public enum Operation {
    SHARDS,
    PUBLISH,
    READ,
    CREATE,
    DESCRIBE,
    CHANGE,
    DELETE,
    LIST
  }

  /** Called before every operation; throws what the operation shall throw. */
  public interface CallHook {
    /**
     * @param stream the stream's name; the prefix for LIST
     */
    void before(Operation operation, String stream);
  }

  public InMemoryStreams(Clock clock) {
    this.clock = clock;
  }

  /** Installs the hook in place of the present one. */
  public synchronized void onCall(CallHook newHook) {
    hook = newHook;
  }

  /** Splits a shard in two halves. */
  public synchronized void split(String stream, ShardId shard) {
    find(stream).split(shard);
  }

  /** Merges two neighbours into one shard. */
  public synchronized void merge(String stream, ShardId left, ShardId right) {
    find(stream).merge(left, right);
  }

  /** Lets a shard's records up to and including a sequence number leave the stream. */
  public synchronized void trim(String stream, ShardId shard, String sequence) {
    find(stream).shard(shard).trim(sequence);
  }

  @Override
  public synchronized List<Shard> shards(String stream) {
    hook.before(Operation.SHARDS, stream);
    return find(stream).shards();
  }

  @Override
  public synchronized List<PublishOutcome> publish(String stream, List<Entry> entries) {
    try {
      hook.before(Operation.PUBLISH, stream);
      MemoryStream target = find(stream);
      List<PublishOutcome> outcomes = new ArrayList<>();
      entries.forEach(entry -> outcomes.add(target.append(entry, clock.instant())));
      return outcomes;
    } catch (StreamsException e) {
      String message = Objects.toString(e.getMessage());
      PublishOutcome outcome =
          e.code() == StreamFailure.UNKNOWN_OUTCOME
              ? new PublishOutcome.Unknown(message)
              : new PublishOutcome.Rejected(e.code(), message);
      return entries.stream().map(entry -> outcome).toList();
    }
  }

  @Override
  public ShardReader read(String stream, ShardId shard, ReadFrom from) {
    MemoryShard.Cursor cursor = new MemoryShard.Cursor(from);
    return () -> {
      synchronized (this) {
        hook.before(Operation.READ, stream);
        return find(stream).shard(shard).read(cursor, clock.instant());
      }
    };
  }

  @Override
  public synchronized void create(String stream, StreamMode mode, Map<String, String> tags) {
    hook.before(Operation.CREATE, stream);
    if (streams.containsKey(stream)) {
      throw new StreamsException(
          StreamFailure.ALREADY_EXISTS, "Stream " + stream + " exists already");
    }
    streams.put(stream, new MemoryStream(stream, mode, tags, clock.instant()));
  }

  @Override
  public synchronized StreamDescription describe(String stream) {
    hook.before(Operation.DESCRIBE, stream);
    return find(stream).describe();
  }

  @Override
  public synchronized void tag(String stream, Map<String, String> tags) {
    change(stream).tags.putAll(tags);
  }

  @Override
  public synchronized void untag(String stream, Set<String> keys) {
    change(stream).tags.keySet().removeAll(keys);
  }

  @Override
  public synchronized void setRetention(String stream, Duration retention) {
    change(stream).retention = retention;
  }

  @Override
  public synchronized void setShardCount(String stream, int shards) {
    change(stream).scaleTo(shards);
  }

  @Override
  public synchronized void setMode(String stream, StreamMode mode) {
    change(stream).mode = mode;
  }

  @Override
  public synchronized void encrypt(String stream, String keyId) {
    change(stream).encryptionKey = keyId;
  }

  @Override
  public synchronized void decrypt(String stream, String keyId) {
    change(stream).encryptionKey = null;
  }

  @Override
  public synchronized void delete(String stream) {
    hook.before(Operation.DELETE, stream);
    find(stream);
    streams.remove(stream);
  }

  @Override
  public synchronized List<String> list(String prefix) {
    hook.before(Operation.LIST, prefix);
    return streams.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** Does nothing: what is in memory stays usable. */
  @Override
  public void close() {}

  private MemoryStream change(String stream) {
    hook.before(Operation.CHANGE, stream);
    return find(stream);
  }

  private MemoryStream find(String name) {
    MemoryStream stream = streams.get(name);
    if (stream == null) {
      throw new StreamsException(StreamFailure.NOT_FOUND, "There is no stream " + name);
    }
    return stream;
  }
}
