package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.ShardSplit;
import com.eventbuspro.transform.source.SequenceEvents.HistoryRead;
import com.eventbuspro.transform.source.SequenceEvents.Live;
import com.eventbuspro.transform.source.SequenceEvents.NoMoreHistory;
import com.eventbuspro.transform.source.SequenceEvents.RoundBegins;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Reads the files of history that it is given, round by round, and only then its shards. */
final class SequenceReader implements SourceReader<RowData, SequenceSplit> {
  private static final int NONE = -1;

  private final SourceReaderContext context;
  private final RowGate gate;
  private final LiveReader live;
  private final @Nullable Supplier<FilesReader> rounds;
  private CompletableFuture<Void> woken = new CompletableFuture<>();
  private @Nullable FilesReader history;
  private int announced;
  private int over = NONE;
  private boolean hadFiles;
  private boolean allLive;

  /**
   * @param rounds makes a reader for each round of history; null if there is no history
   */
  SequenceReader(
      SourceReaderContext context,
      RowGate gate,
      LiveReader live,
      @Nullable Supplier<FilesReader> rounds) {
    this.context = context;
    this.gate = gate;
    this.live = live;
    this.rounds = rounds;
    this.history = rounds == null ? null : rounds.get();
    this.allLive = rounds == null;
    context.metricGroup().gauge(SourceMetrics.LIVE, () -> history == null && allLive ? 1 : 0);
    context.metricGroup().gauge(SourceMetrics.BEHIND_MILLIS, live::behindMillis);
  }

  @Override
  public void start() {
    if (history != null) {
      history.start();
    }
    live.start();
    letLiveBegin();
  }

  /** Until all are live, whoever has read files holds event time where they left it. */
  private void letLiveBegin() {
    if (history == null && (allLive || !hadFiles)) {
      live.begin();
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    if (woken.isDone()) {
      woken = new CompletableFuture<>();
    }
    FilesReader files = history;
    if (files == null) {
      return live.pollNext(output);
    }
    InputStatus status = files.pollNext(output);
    if (status == InputStatus.END_OF_INPUT) {
      files.close();
      history = null;
      endRound();
      return InputStatus.MORE_AVAILABLE;
    }
    return status;
  }

  private void endRound() {
    if (announced > over) {
      openRound();
    } else {
      letLiveBegin();
      context.sendSourceEventToCoordinator(new HistoryRead(over));
    }
  }

  private void openRound() {
    if (rounds != null) {
      FilesReader next = rounds.get();
      history = next;
      next.start();
    }
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return history == null
        ? CompletableFuture.anyOf(woken, live.isAvailable()).thenAccept(unused -> {})
        : history.isAvailable();
  }

  @Override
  public List<SequenceSplit> snapshotState(long checkpointId) {
    List<SequenceSplit> splits = new ArrayList<>();
    if (history != null) {
      splits.addAll(history.snapshotState(checkpointId));
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
    List<SequenceSplit.OfHistory> files = new ArrayList<>();
    List<ShardSplit> shards = new ArrayList<>();
    for (SequenceSplit split : splits) {
      if (split instanceof SequenceSplit.OfHistory file) {
        files.add(file);
      } else {
        shards.add(((SequenceSplit.OfStream) split).split());
      }
    }
    if (!files.isEmpty()) {
      if (history == null) {
        throw new IllegalStateException("A file of history came when history was over");
      }
      hadFiles = true;
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
    if (event instanceof RoundBegins begins) {
      announced = begins.round();
      if (history == null && announced > over) {
        openRound();
      }
    } else if (event instanceof NoMoreHistory no) {
      over = no.round();
      if (history != null) {
        history.noMoreFiles();
      }
    } else if (event instanceof Live begun) {
      allLive = true;
      live.after(begun.newest());
      letLiveBegin();
    } else {
      live.handleSourceEvents(event);
    }
    woken.complete(null);
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
