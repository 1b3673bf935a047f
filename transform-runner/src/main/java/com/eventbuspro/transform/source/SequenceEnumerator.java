package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.EnumeratorState;
import com.eventbuspro.streams.source.ShardSplit;
import com.eventbuspro.transform.source.SequenceEvents.HistoryRead;
import com.eventbuspro.transform.source.SequenceEvents.NoMoreHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.iceberg.flink.source.enumerator.IcebergEnumeratorState;
import org.apache.iceberg.flink.source.split.IcebergSourceSplit;
import org.apache.iceberg.flink.source.split.SplitRequestEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the files of history, and the shards of the stream once every reader has said that it
 * has read all its files.
 *
 * <p>A reader that fails may give files back long after that. So history stays open: such files are
 * handed out again while the other readers are live. Each file and each shard is a unit of its own,
 * so all is still read once; only the order suffers.
 */
final class SequenceEnumerator implements SplitEnumerator<SequenceSplit, SequenceState> {
  private static final Logger LOG = LoggerFactory.getLogger(SequenceEnumerator.class);

  private final SplitEnumeratorContext<SequenceSplit> context;
  private final Map<String, String> positions;
  private final LiveParts stream;
  private final @Nullable SplitEnumerator<IcebergSourceSplit, IcebergEnumeratorState> history;
  private @Nullable SplitEnumerator<ShardSplit, EnumeratorState> live;
  private final Set<Integer> done = new HashSet<>();

  /** Makes the enumerator of the stream when its turn has come. */
  interface LiveParts {
    SplitEnumerator<ShardSplit, EnumeratorState> enumerate(
        SplitEnumeratorContext<ShardSplit> context,
        Map<String, String> positions,
        @Nullable EnumeratorState state);
  }

  /** Makes the enumerator of history. */
  interface HistoryParts {
    SplitEnumerator<IcebergSourceSplit, IcebergEnumeratorState> enumerate(
        SplitEnumeratorContext<IcebergSourceSplit> context);
  }

  SequenceEnumerator(
      SplitEnumeratorContext<SequenceSplit> context,
      Map<String, String> positions,
      @Nullable HistoryParts files,
      LiveParts stream,
      @Nullable EnumeratorState restoredLive) {
    this.context = context;
    this.positions = positions;
    this.stream = stream;
    this.history =
        files == null
            ? null
            : files.enumerate(
                new PartContext<>(
                    context,
                    SequenceSplit.OfHistory::new,
                    subtask -> context.sendEventToSourceReader(subtask, new NoMoreHistory())));
    if (files == null || restoredLive != null) {
      live = liveParts(restoredLive);
    }
  }

  private SplitEnumerator<ShardSplit, EnumeratorState> liveParts(
      @Nullable EnumeratorState restored) {
    // The stream never ends, so its enumerator never says so.
    return stream.enumerate(
        new PartContext<>(context, SequenceSplit.OfStream::new, subtask -> {}),
        positions,
        restored);
  }

  @Override
  public void start() {
    if (history != null) {
      history.start();
    }
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
    if (history != null) {
      history.addReader(subtask);
    }
    if (live != null) {
      live.addReader(subtask);
    }
  }

  @Override
  public void addSplitsBack(List<SequenceSplit> splits, int subtask) {
    List<IcebergSourceSplit> files = new ArrayList<>();
    List<ShardSplit> shards = new ArrayList<>();
    for (SequenceSplit split : splits) {
      if (split instanceof SequenceSplit.OfHistory file) {
        files.add(file.split());
      } else {
        shards.add(((SequenceSplit.OfStream) split).split());
      }
    }
    done.remove(subtask);
    if (history != null && !files.isEmpty()) {
      history.addSplitsBack(files, subtask);
    }
    if (live != null && !shards.isEmpty()) {
      live.addSplitsBack(shards, subtask);
    }
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof SplitRequestEvent && history != null) {
      history.handleSourceEvent(subtask, event);
    } else if (event instanceof HistoryRead) {
      historyRead(subtask);
    } else if (live != null) {
      live.handleSourceEvent(subtask, event);
    }
  }

  private void historyRead(int subtask) {
    done.add(subtask);
    if (live == null && done.size() == context.currentParallelism()) {
      LOG.info("All history is read; going live");
      SplitEnumerator<ShardSplit, EnumeratorState> begun = liveParts(null);
      live = begun;
      context.setIsProcessingBacklog(false);
      begun.start();
    }
  }

  @Override
  public SequenceState snapshotState(long checkpointId) throws Exception {
    return new SequenceState(
        positions,
        history == null ? null : history.snapshotState(checkpointId),
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
    if (history != null) {
      history.close();
    }
    if (live != null) {
      live.close();
    }
  }
}
