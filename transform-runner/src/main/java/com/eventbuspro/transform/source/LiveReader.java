package com.eventbuspro.transform.source;

import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.source.ShardBatch;
import com.eventbuspro.streams.source.ShardSplit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * Reads shards as {@code StreamsSource} does and makes rows of their batches. A batch is emitted
 * whole or not at all between two checkpoints, since Flink takes checkpoints between polls; so the
 * position that the reader of batches keeps is right for rows too.
 */
final class LiveReader implements SourceReader<RowData, ShardSplit> {
  private static final long TICK_MILLIS = 200;

  private final SourceReader<ShardBatch, ShardSplit> batches;
  private final EventTypeRead read;
  private final Map<String, ShardTime> shards = new HashMap<>();
  private @Nullable EventRows rows;

  LiveReader(SourceReader<ShardBatch, ShardSplit> batches, EventTypeRead read) {
    this.batches = batches;
    this.read = read;
  }

  @Override
  public void start() {
    rows = read.rows();
    batches.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    long now = System.nanoTime();
    shards.values().forEach(shard -> shard.tick(now));
    return batches.pollNext(new BatchOutput(output, now));
  }

  /** Wakes up now and then without data, too: silence must be noticed. */
  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> available = batches.isAvailable();
    return available.isDone() || shards.isEmpty()
        ? available
        : CompletableFuture.anyOf(
                available,
                new CompletableFuture<Void>()
                    .completeOnTimeout(null, TICK_MILLIS, TimeUnit.MILLISECONDS))
            .thenAccept(unused -> {});
  }

  @Override
  public List<ShardSplit> snapshotState(long checkpointId) {
    return batches.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    batches.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void addSplits(List<ShardSplit> splits) {
    batches.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    batches.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    batches.handleSourceEvents(event);
  }

  @Override
  public void close() throws Exception {
    batches.close();
  }

  private void emit(ShardBatch batch, ReaderOutput<RowData> output, long now) {
    String shard = batch.shard().value();
    ShardTime time =
        shards.computeIfAbsent(
            shard,
            id ->
                new ShardTime(
                    output.createOutputForSplit(id), read.outOfOrderness(), read.idleAfter(), now));
    for (StreamRecord record : batch.records()) {
      emit(batch, record, time);
    }
    time.advance(now);
    if (batch.ended()) {
      shards.remove(shard);
      output.releaseOutputForSplit(shard);
    }
  }

  private void emit(ShardBatch batch, StreamRecord record, ShardTime time) {
    EventRows known = rows;
    if (known == null) {
      throw new IllegalStateException("The reader was not started");
    }
    EventRows.Outcome outcome = known.outcome(batch.shard(), record);
    if (outcome instanceof EventRows.Outcome.Kept kept) {
      time.emit(kept.row());
    } else if (outcome instanceof EventRows.Outcome.UnknownVersion unknown) {
      throw new UnknownSchemaVersionException(
          read.eventType(), unknown.version(), batch.shard(), record.sequence());
    }
  }

  /** Takes batches where rows are to come out. */
  private final class BatchOutput implements ReaderOutput<ShardBatch> {
    private final ReaderOutput<RowData> output;
    private final long now;

    BatchOutput(ReaderOutput<RowData> output, long now) {
      this.output = output;
      this.now = now;
    }

    @Override
    public void collect(ShardBatch batch) {
      emit(batch, output, now);
    }

    @Override
    public void collect(ShardBatch batch, long timestamp) {
      emit(batch, output, now);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      throw unexpected();
    }

    @Override
    public void markIdle() {
      throw unexpected();
    }

    @Override
    public void markActive() {
      throw unexpected();
    }

    @Override
    public SourceOutput<ShardBatch> createOutputForSplit(String splitId) {
      throw unexpected();
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      throw unexpected();
    }

    private static IllegalStateException unexpected() {
      return new IllegalStateException("The source of batches knows nothing of event time");
    }
  }
}
