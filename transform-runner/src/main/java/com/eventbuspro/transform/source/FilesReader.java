package com.eventbuspro.transform.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.flink.source.split.SplitRequestEvent;

/**
 * Reads the files of one round of history: those that are wanted whole without looking at where in
 * the stream their rows were, which would cost a third of the speed, and others row by row.
 */
final class FilesReader implements AutoCloseable {
  private final SourceReaderContext context;
  private final Function<Rows, HistoryReader> readers;
  private final Map<Rows, HistoryReader> open = new EnumMap<>(Rows.class);
  private CompletableFuture<Void> changed = new CompletableFuture<>();
  private boolean over;

  /** Which rows of a file are wanted. */
  enum Rows {
    ALL,
    BEYOND_POSITIONS
  }

  FilesReader(SourceReaderContext context, Function<Rows, HistoryReader> readers) {
    this.context = context;
    this.readers = readers;
  }

  /** Asks for a first file, unless it was given some already. */
  void start() {
    if (open.isEmpty()) {
      context.sendSourceEventToCoordinator(new SplitRequestEvent());
    }
  }

  /** {@code END_OF_INPUT} once all was read and {@link #noMoreFiles} was called. */
  InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    if (changed.isDone()) {
      changed = new CompletableFuture<>();
    }
    boolean ended = over;
    for (HistoryReader reader : open.values()) {
      InputStatus status = reader.pollNext(output);
      if (status == InputStatus.MORE_AVAILABLE) {
        return status;
      }
      ended &= status == InputStatus.END_OF_INPUT;
    }
    return ended ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
  }

  CompletableFuture<Void> isAvailable() {
    List<CompletableFuture<Void>> any = new ArrayList<>();
    any.add(changed);
    open.values().forEach(reader -> any.add(reader.isAvailable()));
    return CompletableFuture.anyOf(any.toArray(CompletableFuture[]::new)).thenAccept(unused -> {});
  }

  List<SequenceSplit> snapshotState(long checkpointId) {
    return open.values().stream()
        .map(reader -> reader.snapshotState(checkpointId))
        .<SequenceSplit>flatMap(Collection::stream)
        .toList();
  }

  void addSplits(List<SequenceSplit.OfHistory> files) {
    if (over) {
      // It asks for one at a time, and this was the answer to none; whoever restarts asks anew.
      throw new IllegalStateException("A file of history came when its round was over");
    }
    for (Rows rows : Rows.values()) {
      List<SequenceSplit.OfHistory> such =
          files.stream().filter(file -> file.after().isEmpty() == (rows == Rows.ALL)).toList();
      if (!such.isEmpty()) {
        HistoryReader known = open.get(rows);
        HistoryReader reader = known == null ? readers.apply(rows) : known;
        reader.addSplits(such);
        if (known == null) {
          open.put(rows, reader);
          reader.start();
        }
      }
    }
    changed.complete(null);
  }

  void noMoreFiles() {
    over = true;
    open.values().forEach(HistoryReader::noMoreFiles);
    changed.complete(null);
  }

  @Override
  public void close() throws Exception {
    for (HistoryReader reader : open.values()) {
      reader.close();
    }
  }
}
