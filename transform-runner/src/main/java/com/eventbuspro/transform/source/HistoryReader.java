package com.eventbuspro.transform.source;

import com.eventbuspro.transform.source.RowGate.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.flink.source.reader.SplitWatermarkExtractor;
import org.apache.iceberg.flink.source.split.IcebergSourceSplit;

/**
 * The files of history by Iceberg's own reader, with some things put right.
 *
 * <p>Iceberg says of a file that its time is that of the earliest row in it. To Flink a watermark
 * says that no such row comes any more; so that the earliest is not late, it must be one less. And
 * it must be less by what events may be late, or the first events of the stream could be late to
 * the last file of history. And to see that a file is another one it makes the file's name anew for
 * every row, which costs as much as reading many columns. So watermarks are made here, once a file.
 *
 * <p>Rows go through the {@link RowGate}, and only those that are wanted.
 */
final class HistoryReader implements AutoCloseable {
  private final SourceReader<RowData, IcebergSourceSplit> files;
  private final HistoryColumns columns;
  private final Narrowing narrowing;
  private final RowGate gate;
  private final RowFinder finder;
  private final Counter rows;
  private final SplitWatermarkExtractor times;
  private final long earlier;
  private long reached = Long.MIN_VALUE;
  private final Map<String, SequenceSplit.OfHistory> splits = new HashMap<>();

  HistoryReader(
      SourceReader<RowData, IcebergSourceSplit> files,
      HistoryColumns columns,
      Narrowing narrowing,
      RowGate gate,
      RowFinder finder,
      Counter rows,
      SplitWatermarkExtractor times,
      long outOfOrdernessMillis) {
    this.files = files;
    this.columns = columns;
    this.narrowing = narrowing;
    this.gate = gate;
    this.finder = finder;
    this.rows = rows;
    this.times = times;
    this.earlier = outOfOrdernessMillis + 1;
  }

  /** Begins; a file was added before, or it would ask for one. */
  void start() {
    files.start();
  }

  /** {@code END_OF_INPUT} once all was read and {@link #noMoreFiles} was called. */
  InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    return files.pollNext(new Wanted(output));
  }

  CompletableFuture<Void> isAvailable() {
    return files.isAvailable();
  }

  List<SequenceSplit.OfHistory> snapshotState(long checkpointId) {
    return files.snapshotState(checkpointId).stream()
        .map(split -> new SequenceSplit.OfHistory(split, known(split.splitId()).after()))
        .toList();
  }

  void addSplits(List<SequenceSplit.OfHistory> more) {
    more.forEach(split -> splits.put(split.splitId(), split));
    files.addSplits(more.stream().map(SequenceSplit.OfHistory::split).toList());
  }

  void noMoreFiles() {
    files.notifyNoMoreSplits();
  }

  @Override
  public void close() throws Exception {
    finder.close();
    files.close();
  }

  private void pass(RowData row, SourceOutput<RowData> output, String splitId) {
    if (!columns.isBeyond(row, known(splitId).after())) {
      return;
    }
    long position = columns.position(row);
    RowGate.Place place = () -> find(splitId, position);
    RowData wanted;
    try {
      wanted = columns.wanted(row, narrowing);
    } catch (ArithmeticException e) {
      gate.refuse(e, place);
      return;
    }
    if (wanted != null) {
      rows.inc();
      gate.pass(wanted, output, place);
    }
  }

  /** Before the first row of a file. Files come in the order of their times, but may come back. */
  private void begin(String splitId, SourceOutput<RowData> output) {
    long earliest = times.extractWatermark(known(splitId).split());
    if (earliest >= reached) {
      reached = earliest;
      output.emitWatermark(new Watermark(earliest - earlier));
    }
  }

  private Place.Found find(String splitId, long position) {
    // One file a split, or none could say which file a row is of; see the plan.
    FileScanTask task = known(splitId).split().task().files().iterator().next();
    return finder.find(task.file().location(), position);
  }

  private SequenceSplit.OfHistory known(String splitId) {
    SequenceSplit.OfHistory split = splits.get(splitId);
    if (split == null) {
      throw new IllegalStateException("Nobody knows the file of " + splitId);
    }
    return split;
  }

  private class WantedOutput implements SourceOutput<RowData> {
    private final SourceOutput<RowData> output;
    private final String splitId;
    private boolean begun;

    WantedOutput(SourceOutput<RowData> output, String splitId) {
      this.output = output;
      this.splitId = splitId;
    }

    @Override
    public void collect(RowData row) {
      if (!begun) {
        begun = true;
        begin(splitId, output);
      }
      pass(row, output, splitId);
    }

    @Override
    public void collect(RowData row, long timestamp) {
      collect(row);
    }

    /** Never by the reader: see above. */
    @Override
    public void emitWatermark(Watermark watermark) {
      throw new IllegalStateException("A watermark came from elsewhere: " + watermark);
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

  private final class Wanted extends WantedOutput implements ReaderOutput<RowData> {
    private final ReaderOutput<RowData> output;

    Wanted(ReaderOutput<RowData> output) {
      super(output, "");
      this.output = output;
    }

    @Override
    public SourceOutput<RowData> createOutputForSplit(String splitId) {
      return new WantedOutput(output.createOutputForSplit(splitId), splitId);
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      output.releaseOutputForSplit(splitId);
      splits.remove(splitId);
    }
  }
}
