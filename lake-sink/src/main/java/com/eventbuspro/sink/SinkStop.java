package com.eventbuspro.sink;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the launcher asks the writers in its JVM to commit what they hold before the job ends. */
final class SinkStop {
  private static final Map<String, SinkStop> REQUESTS = new ConcurrentHashMap<>();

  private final Set<Integer> finished = ConcurrentHashMap.newKeySet();
  private final CountDownLatch left;

  private SinkStop(int subtasks) {
    this.left = new CountDownLatch(subtasks);
  }

  /** Asks, and waits; whether every subtask committed everything in time. */
  static boolean request(String sourceId, int subtasks, Duration patience)
      throws InterruptedException {
    SinkStop stop = REQUESTS.computeIfAbsent(sourceId, id -> new SinkStop(subtasks));
    return stop.left.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  static boolean isRequested(String sourceId) {
    return REQUESTS.containsKey(sourceId);
  }

  static void finished(String sourceId, int subtask) {
    SinkStop stop = REQUESTS.get(sourceId);
    if (stop != null && stop.finished.add(subtask)) {
      stop.left.countDown();
    }
  }
}
