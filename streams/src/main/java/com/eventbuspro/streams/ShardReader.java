package com.eventbuspro.streams;

/**
 * Reads one shard onwards. Holds no connection and no thread, so that thousands cost nothing; used
 * by one thread at a time.
 */
public interface ShardReader {
  /**
   * The next batch; empty when there is nothing new. A reader whose place expired because it was
   * not asked for minutes finds it again by itself. After {@link ReadBatch.End#ENDED} every further
   * answer is empty and ended.
   *
   * <p>After an exception the reader stands where it stood: asking again, later, loses nothing. Ask
   * at most five times a second: that is the limit for all readers of a shard together.
   *
   * @throws StreamsException THROTTLED, NOT_FOUND, ACCESS_DENIED, UNAVAILABLE, INVALID
   */
  ReadBatch next();
}
