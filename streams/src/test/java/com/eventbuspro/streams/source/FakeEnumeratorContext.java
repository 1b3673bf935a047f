package com.eventbuspro.streams.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** Flink's side of an enumerator; the test's thread is the coordinator thread. */
final class FakeEnumeratorContext implements SplitEnumeratorContext<ShardSplit> {
  final List<ShardSplit> assigned = new ArrayList<>();
  final List<SourceEvent> events = new ArrayList<>();
  final Map<Integer, List<String>> bySubtask = new TreeMap<>();
  int parallelism = 1;
  private final Map<Integer, ReaderInfo> readers = new ConcurrentHashMap<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  void register(int subtask) {
    readers.put(subtask, new ReaderInfo(subtask, "here"));
  }

  void unregister(int subtask) {
    readers.remove(subtask);
  }

  /** Runs what waits for the coordinator thread. */
  void runTasks() {
    while (true) {
      Runnable task;
      synchronized (tasks) {
        task = tasks.poll();
      }
      if (task == null) {
        return;
      }
      task.run();
    }
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    throw new UnsupportedOperationException("The enumerator counts nothing");
  }

  @Override
  public void sendEventToSourceReader(int subtask, SourceEvent event) {
    events.add(event);
  }

  @Override
  public int currentParallelism() {
    return parallelism;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return readers;
  }

  @Override
  public void assignSplits(SplitsAssignment<ShardSplit> splits) {
    splits
        .assignment()
        .forEach(
            (subtask, some) -> {
              assigned.addAll(some);
              some.forEach(
                  split ->
                      bySubtask
                          .computeIfAbsent(subtask, s -> new ArrayList<>())
                          .add(split.splitId()));
            });
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    throw new UnsupportedOperationException("Streams never end");
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    throw new UnsupportedOperationException("The enumerator has threads of its own");
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
    throw new UnsupportedOperationException("The enumerator has threads of its own");
  }

  @Override
  public void runInCoordinatorThread(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
    }
  }
}
