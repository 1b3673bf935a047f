package com.eventbuspro.streams.source;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The readers that run in this JVM: how a chained operator finds the reader before it. */
public final class ReaderControls {
  private static final Map<Key, ReaderControl> READERS = new ConcurrentHashMap<>();

  private ReaderControls() {}

  private record Key(String sourceId, int subtask) {}

  /**
   * The control of a running reader. Absent until the reader was started, which is after the
   * operators behind it were opened.
   *
   * @param sourceId {@link StreamsSource#id}
   * @param subtask the index of the subtask
   */
  public static Optional<ReaderControl> find(String sourceId, int subtask) {
    return Optional.ofNullable(READERS.get(new Key(sourceId, subtask)));
  }

  static void add(String sourceId, int subtask, ReaderControl control) {
    READERS.put(new Key(sourceId, subtask), control);
  }

  static void remove(String sourceId, int subtask, ReaderControl control) {
    READERS.remove(new Key(sourceId, subtask), control);
  }
}
