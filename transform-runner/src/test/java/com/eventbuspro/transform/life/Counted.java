package com.eventbuspro.transform.life;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What jobs of {@link CountingJobs} did, each pipeline and version by itself. */
final class Counted {
  private static final Map<String, Counted> ALL = new ConcurrentHashMap<>();

  /** How many numbers came. */
  final AtomicLong numbers = new AtomicLong();

  /** The newest number. */
  final AtomicLong newest = new AtomicLong(-1);

  /** What should never be. */
  final AtomicReference<@Nullable String> wrong = new AtomicReference<>();

  private Counted() {}

  static Counted of(String pipeline, int version) {
    return ALL.computeIfAbsent(pipeline + "/" + version, key -> new Counted());
  }
}
