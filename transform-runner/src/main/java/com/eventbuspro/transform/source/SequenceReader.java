package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.ShardSplit;
import com.eventbuspro.transform.source.SequenceEvents.HistoryRead;
import com.eventbuspro.transform.source.SequenceEvents.NoMoreHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.flink.source.split.IcebergSourceSplit;
import org.jspecify.annotations.Nullable;

/** Reads the files of history that it is given, and only then its shards. */
final class SequenceReader implements SourceReader<RowData, SequenceSplit> {
  private final SourceReaderContext context;
  private final RowGate gate;
  private final LiveReader live;
  private @Nullable HistoryReader history;

  SequenceReader(
      SourceReaderContext context, RowGate gate, LiveReader live, @Nullable HistoryReader history) {
    this.context = context;
    this.gate = gate;
    this.live = live;
    this.history = history;
    context.metricGroup().gauge(SourceMetrics.LIVE, () -> this.history == null ? 1 : 0);
    context.metricGroup().gauge(SourceMetrics.BEHIND_MILLIS, live::behindMillis);
  }

  @Override
  public void start() {
    if (history != null) {
      history.start();
    }
    live.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    HistoryReader files = history;
    if (files == null) {
      return live.pollNext(output);
    }
    InputStatus status = files.pollNext(output);
    if (status != InputStatus.END_OF_INPUT) {
      return status;
    }
    files.close();
    history = null;
    context.sendSourceEventToCoordinator(new HistoryRead());
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return history == null ? live.isAvailable() : history.isAvailable();
  }

  @Override
  public List<SequenceSplit> snapshotState(long checkpointId) {
    List<SequenceSplit> splits = new ArrayList<>();
    if (history != null) {
      history
          .snapshotState(checkpointId)
          .forEach(split -> splits.add(new SequenceSplit.OfHistory(split)));
    }
    live.snapshotState(checkpointId)
        .forEach(split -> splits.add(new SequenceSplit.OfStream(split)));
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    live.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void addSplits(List<SequenceSplit> splits) {
    List<IcebergSourceSplit> files = new ArrayList<>();
    List<ShardSplit> shards = new ArrayList<>();
    for (SequenceSplit split : splits) {
      if (split instanceof SequenceSplit.OfHistory file) {
        files.add(file.split());
      } else {
        shards.add(((SequenceSplit.OfStream) split).split());
      }
    }
    if (!files.isEmpty()) {
      if (history == null) {
        throw new IllegalStateException("A file of history came when history was over");
      }
      history.addSplits(files);
    }
    if (!shards.isEmpty()) {
      live.addSplits(shards);
    }
  }

  /** Never said: the stream does not end. */
  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof NoMoreHistory) {
      if (history != null) {
        history.noMoreFiles();
      }
    } else {
      live.handleSourceEvents(event);
    }
  }

  @Override
  public void close() throws Exception {
    try (gate;
        live) {
      if (history != null) {
        history.close();
      }
    }
  }
}
