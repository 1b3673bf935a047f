package com.eventbuspro.streams;

import com.eventbuspro.model.position.ShardId;
import java.util.List;

/** Publishes to and reads from streams. Safe for use by many threads. */
public interface Streams extends AutoCloseable {
  /** The most bytes that a record's data and its key in UTF-8 may have together. */
  int MAX_RECORD_BYTES = 1 << 20;

  /** The most characters of a partition key. */
  int MAX_PARTITION_KEY_CHARACTERS = 256;

  /**
   * All shards that the stream still knows, open and closed, parents before children.
   *
   * @throws StreamsException NOT_FOUND, BUSY (still being created), THROTTLED, ACCESS_DENIED,
   *     UNAVAILABLE
   */
  List<Shard> shards(String stream);

  /**
   * Publishes entries and says of each what became of it, in the order given. Never throws for what
   * the stream says: a missing stream rejects every entry.
   *
   * <p>Entries are sent in requests of at most 500 records and 5 MiB, one after the other. What the
   * stream throttles is sent again for some seconds, with growing and jittered pauses, before the
   * next request goes out. So entries with the same key keep their order across requests; inside
   * one request the stream gives no such promise: an entry that was throttled may land behind a
   * later one. Publish one entry of a key at a time if that matters.
   *
   * <p>A request whose answer is lost is not repeated, since that could double its records: its
   * entries are {@link PublishOutcome.Unknown}, those not yet sent are rejected as {@link
   * StreamFailure#NOT_ATTEMPTED}.
   */
  List<PublishOutcome> publish(String stream, List<Entry> entries);

  /** Reads a shard onwards. Nothing is asked of the stream before {@link ShardReader#next}. */
  ShardReader read(String stream, ShardId shard, ReadFrom from);

  @Override
  void close();
}
