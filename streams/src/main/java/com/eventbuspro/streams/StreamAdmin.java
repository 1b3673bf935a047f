package com.eventbuspro.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes and changes streams. Every change is asked for once, never repeated, and takes effect some
 * time after the call returned: {@link #describe} tells. All methods throw {@link
 * StreamsException}; changes may throw {@link StreamFailure#UNKNOWN_OUTCOME}, after which
 * describing the stream tells what happened. Safe for use by many threads.
 */
public interface StreamAdmin extends AutoCloseable {
  /**
   * Creates a stream, tagged from its first moment on.
   *
   * @throws StreamsException ALREADY_EXISTS, LIMIT_EXCEEDED (too many shards, or streams made too
   *     fast), INVALID, …
   */
  void create(String stream, StreamMode mode, Map<String, String> tags);

  /**
   * The stream as it is now.
   *
   * @throws StreamsException NOT_FOUND, …
   */
  StreamDescription describe(String stream);

  /** Sets these tags; others stay. */
  void tag(String stream, Map<String, String> tags);

  /** Removes these tags. */
  void untag(String stream, Set<String> keys);

  /**
   * Keeps records this long: whole hours, 24 hours to 365 days. BUSY unless the stream is ACTIVE.
   */
  void setRetention(String stream, Duration retention);

  /** Splits or merges shards until this many are open. BUSY unless the stream is ACTIVE. */
  void setShardCount(String stream, int shards);

  /** Switches between provisioned shards and on-demand. BUSY unless the stream is ACTIVE. */
  void setMode(String stream, StreamMode mode);

  /** Encrypts records from now on with a KMS key, such as {@code alias/aws/kinesis}. */
  void encrypt(String stream, String keyId);

  /** Stops to encrypt records. */
  void decrypt(String stream, String keyId);

  /** Deletes the stream with everything in it. */
  void delete(String stream);

  /** The names of all streams that start with the prefix, in alphabetical order. */
  List<String> list(String prefix);

  @Override
  void close();
}
