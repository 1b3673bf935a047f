package com.eventbuspro.transform.life;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.store.Run;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What keeps a snapshot of an event type's table for as long as a pipeline may have to read it.
 *
 * @param eventType the event type
 * @param id under which it is kept
 */
record Pin(EventTypeName eventType, String id) {
  /** A run's own; what it pins is asked for again under the same name if it is interrupted. */
  static String idOf(Run run) {
    return "pipeline." + run.id();
  }

  /** What a run, or one before it of which it goes on, is recorded to have pinned. */
  static Set<Pin> of(Run run) {
    return run.origins().entrySet().stream()
        .filter(entry -> entry.getValue().pin() != null)
        .map(entry -> new Pin(entry.getKey(), String.valueOf(entry.getValue().pin())))
        .collect(Collectors.toUnmodifiableSet());
  }
}
