package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsException;
import com.eventbuspro.streams.source.ShardSplit.Start;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far one shard was fetched and emitted. Guarded by its {@link Fetcher}. */
final class ShardProgress {
  private static final long EXPECTED_BYTES = 1L << 20;
  // Being throttled now and then is normal; it is trouble when it lasts.
  private static final int HARMLESS_THROTTLES = 5;

  final ShardSplit split;
  final StreamProgress stream;
  // Grows whenever earlier reads must not count any more.
  long epoch;
  boolean fetchedEnd;
  boolean endReported;
  boolean answered;
  int idle;
  int failures;
  long notBeforeNanos = System.nanoTime();
  // Before the first read nobody knows.
  long lastBytes = EXPECTED_BYTES;
  Duration behind = Duration.ZERO;
  StreamStatus.@Nullable Trouble trouble;
  final EmittedUntil until = new EmittedUntil();
  private Start emitted;
  private Position fetched = Position.BEGINNING;
  private @Nullable ShardReader reader;

  ShardProgress(ShardSplit split, StreamProgress stream) {
    this.split = split;
    this.stream = stream;
    this.emitted = split.start();
    restart(split.start());
  }

  /** Forgets whatever was read and starts anew. */
  void restart(Start start) {
    epoch++;
    emitted = start;
    fetched = start instanceof Start.After after ? after.position() : Position.BEGINNING;
    fetchedEnd = fetched instanceof Position.Ended;
    answered = false;
    idle = 0;
    failures = 0;
    lastBytes = EXPECTED_BYTES;
    trouble = null;
    behind = Duration.ZERO;
    until.restart();
    reader = null;
  }

  boolean isHeld() {
    return emitted instanceof Start.Held;
  }

  boolean isEnded() {
    return emitted instanceof Start.After after && after.position() instanceof Position.Ended;
  }

  /** Where the next batch continues from. */
  Position fetched() {
    return fetched;
  }

  void fetched(Position position) {
    fetched = position;
  }

  void emitted(Position position) {
    emitted = new Start.After(position);
  }

  /** A read succeeded; whether that was not to be expected. */
  boolean answered(ReadBatch read) {
    boolean recovered = trouble != null || stream.failing;
    trouble = null;
    stream.failing = false;
    failures = 0;
    answered = true;
    behind = read.behind();
    fetchedEnd = read.end() == ReadBatch.End.ENDED;
    return recovered;
  }

  /** A read failed; whether that is news. */
  boolean failed(StreamsException e) {
    failures++;
    if (e.code() == StreamFailure.THROTTLED && failures <= HARMLESS_THROTTLES) {
      return false;
    }
    boolean news = !stream.failing;
    stream.failing = true;
    trouble = new StreamStatus.Trouble(e.code(), String.valueOf(e.getMessage()));
    return news;
  }

  ShardSplit snapshot() {
    return split.startingAt(emitted);
  }

  ShardReader reader(Streams streams) {
    if (reader == null) {
      ReadFrom from =
          emitted instanceof Start.AtTime at
              ? new ReadFrom.AtTime(at.time())
              : new ReadFrom.After(fetched);
      reader = streams.read(split.stream(), split.shard(), from);
    }
    return Objects.requireNonNull(reader);
  }
}
