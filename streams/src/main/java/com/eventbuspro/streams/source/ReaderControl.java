package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Steers the reader of the same subtask, for an operator chained to it; found with {@link
 * ReaderControls#find}. Called in the task's thread only, the one in which the operator's methods
 * are called. So when a method returns, no batch that was read before it will be emitted.
 */
public interface ReaderControl {
  /**
   * Reads a stream from these positions on, whatever was read of it before. Applies to shards found
   * later too. Shards without a position are read from their oldest record once their parents
   * ended; those of other subtasks must be {@link #committed}. May be called before the stream's
   * shards are known.
   *
   * @param after how long to wait first
   */
  void seek(String stream, Map<ShardId, Position> positions, Duration after);

  /** Reads nothing of a stream until it is sought again; what was read ahead is dropped. */
  void hold(String stream);

  /**
   * Emits nothing of a stream, and reads little more of it, until it is resumed. Nothing is lost or
   * read twice, and other streams go on: for a consumer that is busy with this stream.
   */
  void pause(String stream);

  /** Goes on where {@link #pause} stopped. Seeking and holding resume too. */
  void resume(String stream);

  /**
   * Emits nothing of any stream, and soon reads nothing any more, until {@link #resumeAll}: for a
   * consumer that has no room. Nothing is lost. Streams paused by {@link #pause} stay so.
   */
  void pauseAll();

  /** Goes on where {@link #pauseAll} stopped; nothing happens if it did not. */
  void resumeAll();

  /**
   * Sets how long a stream with nothing new may go without being looked at, in place of {@link
   * Tuning#maxPause}: reading idle streams is most of what many of them cost.
   */
  void lookAtLeastEvery(String stream, Duration pause);

  /**
   * Until when everything that arrived in this subtask's shards of a stream was emitted: nothing
   * older is unread. Empty while that is not known, as after {@link #seek} until every shard
   * answered, while a stream is held, and before there is a shard; when all shards have ended it is
   * now.
   */
  default Optional<Instant> emittedUntil(String stream) {
    return Optional.empty();
  }

  /**
   * Says how far a stream's shards are for good. The children of a shard whose end is among it may
   * be read from now on, in whatever subtask: before, what another subtask makes of a child could
   * get ahead of what this one makes of its parent. A stream that is read when told so needs this
   * for its children to be read at all. When positions were taken back, as by an operator, and
   * other subtasks have shards of the stream too, the job is restarted: they must start over.
   */
  void committed(String stream, Map<ShardId, Position> positions);

  /** The streams that this subtask was handed a shard of. */
  Set<String> streams();

  /**
   * Tells the stream's home how this subtask, which is not it, gets on with its share. The home
   * finds it in {@link StreamStatus#elsewhere}.
   */
  void tellHome(String stream, ShareStatus status);

  /** How this subtask gets on with a stream. */
  StreamStatus status(String stream);
}
