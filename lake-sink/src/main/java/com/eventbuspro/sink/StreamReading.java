package com.eventbuspro.sink;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.source.ReaderControl;
import com.eventbuspro.streams.source.ShardBatch;
import com.eventbuspro.streams.source.StreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the reading of one stream in step with its writer: knows how far the writer took it.
 *
 * <p>Whenever it is not certain that the next batch continues what the writer holds, the stream is
 * sought back to where the writer stands. The writer skips what it has already, so seeking too far
 * back does no harm; a batch that begins too late is never taken.
 */
final class StreamReading {
  private static final Logger LOG = LoggerFactory.getLogger(StreamReading.class);

  private final ReaderControl reader;
  private final String stream;
  private Map<ShardId, Position> taken = new HashMap<>();
  private boolean mustSeek;

  StreamReading(ReaderControl reader, String stream) {
    this.reader = reader;
    this.stream = stream;
  }

  /** Whether a batch continues what was taken, or begins before. */
  boolean continuesWith(ShardBatch batch) {
    Position at = taken.getOrDefault(batch.shard(), Position.BEGINNING);
    if (batch.from().compareTo(at) <= 0) {
      return true;
    }
    LOG.error(
        "{} of {} goes on after {}, but only {} was taken; reading again from there",
        batch.shard(),
        stream,
        batch.from().encode(),
        at.encode());
    return false;
  }

  /** The writer took a shard so far. */
  void took(ShardId shard, Position position) {
    taken.put(shard, position);
  }

  /** The writer stands there now, whatever it took before. */
  void standsAt(Map<ShardId, Position> positions) {
    taken = new HashMap<>(positions);
  }

  /** Something was not taken, or may be dropped: the stream has to be sought before it goes on. */
  void losesTouch() {
    mustSeek = true;
  }

  boolean mustSeek() {
    return mustSeek;
  }

  /** Reads on from where the writer stands. */
  void seek(Duration after) {
    mustSeek = false;
    reader.seek(stream, taken, after);
  }

  void hold() {
    reader.hold(stream);
  }

  void pause() {
    reader.pause(stream);
  }

  void resume() {
    reader.resume(stream);
  }

  void committed(Map<ShardId, Position> positions) {
    reader.committed(stream, positions);
  }

  void lookAtLeastEvery(Duration pause) {
    reader.lookAtLeastEvery(stream, pause);
  }

  StreamStatus status() {
    return reader.status(stream);
  }

  Optional<Instant> emittedUntil() {
    return reader.emittedUntil(stream);
  }
}
