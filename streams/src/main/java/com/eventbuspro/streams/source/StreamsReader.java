package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.source.ShardSplit.Start;
import com.eventbuspro.streams.source.SourceEvents.Elsewhere;
import com.eventbuspro.streams.source.SourceEvents.ListingTrouble;
import com.eventbuspro.streams.source.SourceEvents.ShardEnded;
import com.eventbuspro.streams.source.SourceEvents.ShareTold;
import com.eventbuspro.streams.source.SourceEvents.StreamRemoved;
import com.eventbuspro.streams.source.SourceEvents.WentBack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * The reader of one subtask.
 *
 * <p>A shard whose end was emitted stays in the reader's state until a checkpoint with that end in
 * it is complete, and its end is reported again after a restore: the enumerator's part of that
 * checkpoint may have been taken before the first report reached it, and without the second the
 * children would never be read.
 */
final class StreamsReader implements SourceReader<ShardBatch, ShardSplit>, ReaderControl {
  private final SourceReaderContext context;
  private final String sourceId;
  private final Streams streams;
  private final Fetcher fetcher;
  // Checkpoint id to the ended shards in it.
  private final TreeMap<Long, List<ShardSplit>> endedAt = new TreeMap<>();

  StreamsReader(SourceReaderContext context, String sourceId, Streams streams, Tuning tuning) {
    this.context = context;
    this.sourceId = sourceId;
    this.streams = streams;
    this.fetcher =
        new Fetcher(
            streams, tuning, "streams-reader-" + context.getIndexOfSubtask(), this::reportEnd);
  }

  @Override
  public void start() {
    ReaderControls.add(sourceId, this);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<ShardBatch> output) {
    ShardBatch batch = fetcher.poll();
    if (batch == null) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    output.collect(batch);
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return fetcher.available();
  }

  @Override
  public void addSplits(List<ShardSplit> splits) {
    splits.forEach(fetcher::add);
  }

  /** The streams never end: more splits may always come. */
  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof ListingTrouble listing) {
      fetcher.listingTrouble(listing.stream(), trouble(listing));
    } else if (event instanceof Elsewhere elsewhere) {
      fetcher.elsewhere(elsewhere.stream(), elsewhere.status());
    } else if (event instanceof StreamRemoved removed) {
      fetcher.remove(removed.stream());
    } else {
      throw new IllegalArgumentException("A reader of streams does not know " + event);
    }
  }

  @Override
  public List<ShardSplit> snapshotState(long checkpointId) {
    List<ShardSplit> splits = fetcher.snapshot();
    endedAt.put(checkpointId, splits.stream().filter(StreamsReader::isForgettable).toList());
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    Map<Long, List<ShardSplit>> complete = endedAt.headMap(checkpointId, true);
    complete.values().forEach(ended -> ended.forEach(fetcher::forget));
    complete.clear();
  }

  @Override
  public void seek(String stream, Map<ShardId, Position> positions, Duration after) {
    fetcher.seek(stream, positions, after);
  }

  @Override
  public void hold(String stream) {
    fetcher.hold(stream);
  }

  @Override
  public void pause(String stream) {
    fetcher.pause(stream);
  }

  @Override
  public void resume(String stream) {
    fetcher.resume(stream);
  }

  @Override
  public void pauseAll() {
    fetcher.pauseAll();
  }

  @Override
  public void resumeAll() {
    fetcher.resumeAll();
  }

  @Override
  public void lookAtLeastEvery(String stream, Duration pause) {
    fetcher.lookAtLeastEvery(stream, pause);
  }

  @Override
  public Optional<Instant> emittedUntil(String stream) {
    return fetcher.emittedUntil(stream);
  }

  @Override
  public void committed(String stream, Map<ShardId, Position> positions) {
    if (fetcher.committed(stream, positions)) {
      context.sendSourceEventToCoordinator(new WentBack(stream));
    }
  }

  @Override
  public Set<String> streams() {
    return fetcher.streams();
  }

  @Override
  public void tellHome(String stream, ShareStatus status) {
    context.sendSourceEventToCoordinator(new ShareTold(stream, status));
  }

  @Override
  public StreamStatus status(String stream) {
    return fetcher.status(stream);
  }

  @Override
  public void close() {
    ReaderControls.remove(sourceId, this);
    fetcher.close();
    streams.close();
  }

  private static boolean isForgettable(ShardSplit split) {
    return split.start() instanceof Start.After after && after.position() instanceof Position.Ended;
  }

  private static StreamStatus.@Nullable Trouble trouble(ListingTrouble listing) {
    StreamFailure code = listing.code();
    return code == null ? null : new StreamStatus.Trouble(code, listing.message());
  }

  private void reportEnd(ShardSplit split) {
    context.sendSourceEventToCoordinator(new ShardEnded(split.stream(), split.shard().value()));
  }
}
