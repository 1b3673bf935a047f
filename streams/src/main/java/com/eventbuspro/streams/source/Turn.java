package com.eventbuspro.streams.source;

import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A read of a shard that may begin. The stream is asked, so nothing may be locked meanwhile.
 *
 * @param reserved how much memory is kept for what it brings
 */
record Turn(ShardSplit shard, ShardReader reader, long reserved) {
  /** What came of a read: a batch or a failure. */
  record Answer(@Nullable ReadBatch batch, @Nullable StreamsException failure) {
    StreamsException requireFailure() {
      return Objects.requireNonNull(failure);
    }
  }

  Answer read(Streams streams) {
    try {
      return new Answer(reader.next(), null);
    } catch (StreamsException e) {
      return e.code() == StreamFailure.NOT_FOUND && hasExpired(streams)
          ? new Answer(
              new ReadBatch(List.of(), Duration.ZERO, ReadBatch.End.ENDED, ReadBatch.Gap.POSSIBLE),
              null)
          : new Answer(null, e);
    }
  }

  /**
   * Whether the stream is there and only this shard is gone: it was closed and all in it is old.
   */
  private boolean hasExpired(Streams streams) {
    try {
      return streams.shards(shard.stream()).stream()
          .noneMatch(listed -> listed.id().equals(shard.shard()));
    } catch (StreamsException e) {
      return false;
    }
  }
}
