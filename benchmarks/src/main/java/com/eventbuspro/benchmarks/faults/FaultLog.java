package com.eventbuspro.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What went wrong and when, in milliseconds since the epoch. */
final class FaultLog {
  private static final long NEAR_MILLIS = Duration.ofSeconds(15).toMillis();

  private final List<Entry> entries = new ArrayList<>();

  /**
   * One fault that was done.
   *
   * @param detail what exactly was broken
   */
  record Entry(FaultKind kind, long from, long to, String detail) {}

  synchronized void add(Entry entry) {
    entries.add(entry);
  }

  synchronized int size() {
    return entries.size();
  }

  synchronized Map<FaultKind, Integer> byKind() {
    Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
    entries.forEach(entry -> counts.merge(entry.kind(), 1, Integer::sum));
    return counts;
  }

  /** Those that were near a moment. */
  synchronized List<Entry> near(long millis) {
    return between(millis - NEAR_MILLIS, millis + NEAR_MILLIS);
  }

  /** Those that were going on between two moments. */
  synchronized List<Entry> between(long from, long to) {
    return entries.stream().filter(entry -> entry.to() >= from && entry.from() <= to).toList();
  }

  /** A line for people, its times relative to a moment. */
  static String describe(Entry entry, long moment) {
    return String.format(
        Locale.ROOT,
        "%s %s from %+.1f s to %+.1f s",
        entry.kind().label(),
        entry.detail(),
        (entry.from() - moment) / 1000.0,
        (entry.to() - moment) / 1000.0);
  }
}
