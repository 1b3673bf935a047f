package com.eventbuspro.transform.source;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** What the enumerator of one part sees of the enumerator of the whole sequence. */
final class PartContext<S extends SourceSplit> implements SplitEnumeratorContext<S> {
  private final SplitEnumeratorContext<SequenceSplit> whole;
  private final Function<S, SequenceSplit> wrap;

  PartContext(SplitEnumeratorContext<SequenceSplit> whole, Function<S, SequenceSplit> wrap) {
    this.whole = whole;
    this.wrap = wrap;
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return whole.metricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtask, SourceEvent event) {
    whole.sendEventToSourceReader(subtask, event);
  }

  @Override
  public int currentParallelism() {
    return whole.currentParallelism();
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return whole.registeredReaders();
  }

  @Override
  public void assignSplits(SplitsAssignment<S> assignment) {
    Map<Integer, List<SequenceSplit>> wrapped =
        assignment.assignment().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, splits -> splits.getValue().stream().map(wrap).toList()));
    whole.assignSplits(new SplitsAssignment<>(wrapped));
  }

  /** Never said: that is for good, and splits may come back after a failure. */
  @Override
  public void signalNoMoreSplits(int subtask) {}

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    whole.callAsync(callable, handler);
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
    whole.callAsync(callable, handler, initialDelay, period);
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    whole.runInCoordinatorThread(runnable);
  }
}
