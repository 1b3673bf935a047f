package com.eventbuspro.streams.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an operator finds the reader that it is chained to. Both run in one thread, so the reader
 * found is that of the same attempt: one that a dying attempt left behind in this JVM cannot be
 * taken for it.
 */
public final class ReaderControls {
  private static final ThreadLocal<Map<String, ReaderControl>> READERS =
      ThreadLocal.withInitial(HashMap::new);

  private ReaderControls() {}

  /**
   * The control of the reader that runs in this thread. Absent until the reader was started, which
   * is after the operators behind it were opened.
   *
   * @param sourceId {@link StreamsSource#id}
   */
  public static Optional<ReaderControl> find(String sourceId) {
    return Optional.ofNullable(READERS.get().get(sourceId));
  }

  static void add(String sourceId, ReaderControl control) {
    READERS.get().put(sourceId, control);
  }

  static void remove(String sourceId, ReaderControl control) {
    READERS.get().remove(sourceId, control);
  }
}
