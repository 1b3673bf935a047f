package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.EnumeratorState;
import com.eventbuspro.streams.source.ShardSplit;
import com.eventbuspro.transform.source.SequenceEvents.HistoryRead;
import com.eventbuspro.transform.source.SequenceEvents.Live;
import com.eventbuspro.transform.source.SequenceEvents.NoMoreHistory;
import com.eventbuspro.transform.source.SequenceEvents.RoundBegins;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.iceberg.flink.source.split.SplitRequestEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the files of history in rounds, and the shards of the stream once every reader has said
 * that it has read all files of the last one.
 *
 * <p>At any time {@code positions} are those of the snapshot whose files make up the round: what is
 * in the round's files and beyond the positions of the round before is handed out now, what is
 * beyond {@code positions} later. Both change together with the files, in one step of this thread,
 * so every checkpoint has them as they belong together.
 *
 * <p>A reader that fails may give files back long after that. So history stays open: such files are
 * handed out again in later rounds, and while the other readers are live. Each file says itself
 * which of its rows are wanted, and each shard is a unit of its own, so all is still read once;
 * only the order suffers.
 */
final class SequenceEnumerator implements SplitEnumerator<SequenceSplit, SequenceState> {
  private static final Logger LOG = LoggerFactory.getLogger(SequenceEnumerator.class);
  private static final long PAUSE_MILLIS = 5_000;

  private final SplitEnumeratorContext<SequenceSplit> context;
  private final LiveParts stream;
  private final HandOver handOver;
  private final @Nullable FilesLeft left;
  private Map<String, String> positions;
  private int round;
  private @Nullable Long snapshotId;
  private long newest;
  private @Nullable SplitEnumerator<ShardSplit, EnumeratorState> live;
  private final Set<Integer> done = new HashSet<>();
  private boolean deciding;
  private boolean closed;

  /** Makes the enumerator of the stream when its turn has come. */
  interface LiveParts {
    SplitEnumerator<ShardSplit, EnumeratorState> enumerate(
        SplitEnumeratorContext<ShardSplit> context,
        Map<String, String> positions,
        @Nullable EnumeratorState state);
  }

  /**
   * @param left takes the files of history; null if there is none
   */
  SequenceEnumerator(
      SplitEnumeratorContext<SequenceSplit> context,
      SequenceState state,
      @Nullable FilesLeft left,
      HandOver handOver,
      LiveParts stream) {
    this.context = context;
    this.left = left;
    this.handOver = handOver;
    this.stream = stream;
    DriverUse.beginByEnumerator();
    this.positions = state.positions();
    this.round = state.round();
    this.snapshotId = state.snapshotId();
    this.newest = state.newest();
    if (left != null) {
      left.add(state.files());
    }
    if (left == null || state.live() != null) {
      live = liveParts(state.live());
    }
  }

  private SplitEnumerator<ShardSplit, EnumeratorState> liveParts(
      @Nullable EnumeratorState restored) {
    return stream.enumerate(
        new PartContext<>(context, SequenceSplit.OfStream::new), positions, restored);
  }

  @Override
  public void start() {
    context.setIsProcessingBacklog(live == null);
    if (live != null) {
      live.start();
    }
  }

  /** Readers ask by events; see {@link #handleSourceEvent}. */
  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addReader(int subtask) {
    done.remove(subtask);
    if (round > 0) {
      context.sendEventToSourceReader(subtask, new RoundBegins(round));
    }
    if (live != null) {
      context.sendEventToSourceReader(subtask, new Live(newest));
      live.addReader(subtask);
    }
  }

  @Override
  public void addSplitsBack(List<SequenceSplit> splits, int subtask) {
    List<SequenceSplit.OfHistory> files = new ArrayList<>();
    List<ShardSplit> shards = new ArrayList<>();
    for (SequenceSplit split : splits) {
      if (split instanceof SequenceSplit.OfHistory file) {
        files.add(file);
      } else {
        shards.add(((SequenceSplit.OfStream) split).split());
      }
    }
    done.remove(subtask);
    if (left != null) {
      left.add(files);
    }
    if (live != null && !shards.isEmpty()) {
      live.addSplitsBack(shards, subtask);
    }
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof SplitRequestEvent) {
      fileWanted(subtask);
    } else if (event instanceof HistoryRead read) {
      historyRead(subtask, read.round());
    } else if (live != null) {
      live.handleSourceEvent(subtask, event);
    }
  }

  private void fileWanted(int subtask) {
    if (!context.registeredReaders().containsKey(subtask)) {
      return;
    }
    Optional<SequenceSplit.OfHistory> file = left == null ? Optional.empty() : left.next();
    if (file.isPresent()) {
      context.assignSplits(new SplitsAssignment<>(Map.of(subtask, List.of(file.get()))));
    } else {
      context.sendEventToSourceReader(subtask, new NoMoreHistory(round));
    }
  }

  private void historyRead(int subtask, int ended) {
    if (ended != round) {
      return;
    }
    done.add(subtask);
    Long read = snapshotId;
    if (live == null && !deciding && read != null && done.size() == context.currentParallelism()) {
      deciding = true;
      Map<String, String> reached = positions;
      context.callAsync(() -> handOver.next(reached, read), this::decided);
    }
  }

  /** Called with the decision, or with why there is none. */
  private void decided(@Nullable Optional<HistoryPlan.Round> next, @Nullable Throwable failure) {
    if (failure instanceof PositionExpiredException expired) {
      throw expired;
    }
    Long read = snapshotId;
    if (next == null && read != null) {
      LOG.warn("Nobody knows yet what comes after history; asking again", failure);
      Map<String, String> reached = positions;
      context.callAsync(
          () -> {
            Thread.sleep(PAUSE_MILLIS);
            return handOver.next(reached, read);
          },
          this::decided);
      return;
    }
    deciding = false;
    if (next != null) {
      next.ifPresentOrElse(this::begin, this::goLive);
    }
  }

  private void begin(HistoryPlan.Round next) {
    round++;
    LOG.info(
        "The stream has not all that follows; round {} of history has {} files",
        round,
        next.files().size());
    positions = next.positions();
    snapshotId = next.snapshotId();
    newest = Math.max(newest, next.newest());
    if (left != null) {
      left.add(next.files());
    }
    done.clear();
    tellReaders(new RoundBegins(round));
  }

  private void goLive() {
    LOG.info("All history is read; going live");
    SplitEnumerator<ShardSplit, EnumeratorState> begun = liveParts(null);
    live = begun;
    context.setIsProcessingBacklog(false);
    tellReaders(new Live(newest));
    begun.start();
  }

  private void tellReaders(SourceEvent event) {
    context
        .registeredReaders()
        .keySet()
        .forEach(subtask -> context.sendEventToSourceReader(subtask, event));
  }

  @Override
  public SequenceState snapshotState(long checkpointId) throws Exception {
    return new SequenceState(
        positions,
        round,
        snapshotId,
        newest,
        left == null ? List.of() : left.all(),
        live == null ? null : live.snapshotState(checkpointId));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    if (live != null) {
      live.notifyCheckpointComplete(checkpointId);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (live != null) {
        live.close();
      }
    } finally {
      if (!closed) {
        closed = true;
        DriverUse.endByEnumerator();
      }
    }
  }
}
