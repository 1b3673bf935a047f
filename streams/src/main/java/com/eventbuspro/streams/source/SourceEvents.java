package com.eventbuspro.streams.source;

import com.eventbuspro.streams.StreamFailure;
import org.apache.flink.api.connector.source.SourceEvent;
import org.jspecify.annotations.Nullable;

/** What the enumerator and the readers tell each other. */
final class SourceEvents {
  private SourceEvents() {}

  /** Reader to enumerator: a shard was read to its end, and its children may be read now. */
  record ShardEnded(String stream, String shard) implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /** Enumerator to readers: a stream's shards cannot be listed, or (code null) can again. */
  record ListingTrouble(String stream, @Nullable StreamFailure code, String message)
      implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /** Reader to enumerator: how a subtask that is not the stream's home gets on with its share. */
  record ShareTold(String stream, ShareStatus status) implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /** Reader to enumerator: some shard of a stream is less far than was certain before. */
  record WentBack(String stream) implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /** Enumerator to a stream's home: how the worst of the others gets on. */
  record Elsewhere(String stream, ShareStatus status) implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /** Enumerator to readers: a stream is not to be read any more. */
  record StreamRemoved(String stream) implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }
}
