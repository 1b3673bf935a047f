package com.eventbuspro.benchmarks.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was published of one event type, by key and number. Written by the publisher's thread, read
 * when that has ended; the counts may be read at any time.
 */
final class Ledger {
  private final Map<String, List<SentEvent>> byKey = new LinkedHashMap<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();

  Ledger(EventTypes.Type type) {
    for (int i = 0; i < type.keys(); i++) {
      byKey.put("k" + i, new ArrayList<>());
    }
  }

  List<String> keys() {
    return List.copyOf(byKey.keySet());
  }

  /** The number of the key's next event. */
  int next(String key) {
    return events(key).size();
  }

  void add(SentEvent event) {
    List<SentEvent> events = events(event.key);
    if (event.number != events.size()) {
      throw new IllegalStateException(event + " is not the next one");
    }
    events.add(event);
    (event.outcome == SentEvent.Outcome.ACKNOWLEDGED ? acknowledged : unknown).incrementAndGet();
  }

  /** The events of a key in the order of their publishing. */
  List<SentEvent> events(String key) {
    List<SentEvent> events = byKey.get(key);
    if (events == null) {
      throw new IllegalArgumentException("No key " + key);
    }
    return events;
  }

  @Nullable SentEvent find(EventText.Id id) {
    List<SentEvent> events = byKey.get(id.key());
    return events == null || id.number() >= events.size() ? null : events.get(id.number());
  }

  Stream<SentEvent> all() {
    return byKey.values().stream().flatMap(List::stream);
  }

  long acknowledged() {
    return acknowledged.get();
  }

  long unknown() {
    return unknown.get();
  }
}
