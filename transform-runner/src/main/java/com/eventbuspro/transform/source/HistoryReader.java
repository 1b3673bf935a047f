package com.eventbuspro.transform.source;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.flink.source.split.IcebergSourceSplit;

/**
 * Iceberg says of a file that its time is that of the earliest row in it. To Flink a watermark says
 * that no such row comes any more; so that the earliest is not late, it must be one less.
 */
final class HistoryReader implements SourceReader<RowData, IcebergSourceSplit> {
  private final SourceReader<RowData, IcebergSourceSplit> files;

  HistoryReader(SourceReader<RowData, IcebergSourceSplit> files) {
    this.files = files;
  }

  @Override
  public void start() {
    files.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    return files.pollNext(new Earlier(output));
  }

  @Override
  public List<IcebergSourceSplit> snapshotState(long checkpointId) {
    return files.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    files.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return files.isAvailable();
  }

  @Override
  public void addSplits(List<IcebergSourceSplit> splits) {
    files.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    files.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    files.handleSourceEvents(event);
  }

  @Override
  public void close() throws Exception {
    files.close();
  }

  private static class EarlierOutput implements SourceOutput<RowData> {
    private final SourceOutput<RowData> output;

    EarlierOutput(SourceOutput<RowData> output) {
      this.output = output;
    }

    @Override
    public void collect(RowData row) {
      output.collect(row);
    }

    @Override
    public void collect(RowData row, long timestamp) {
      output.collect(row, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      output.emitWatermark(new Watermark(watermark.getTimestamp() - 1));
    }

    @Override
    public void markIdle() {
      output.markIdle();
    }

    @Override
    public void markActive() {
      output.markActive();
    }
  }

  private static final class Earlier extends EarlierOutput implements ReaderOutput<RowData> {
    private final ReaderOutput<RowData> output;

    Earlier(ReaderOutput<RowData> output) {
      super(output);
      this.output = output;
    }

    @Override
    public SourceOutput<RowData> createOutputForSplit(String splitId) {
      return new EarlierOutput(output.createOutputForSplit(splitId));
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      output.releaseOutputForSplit(splitId);
    }
  }
}
