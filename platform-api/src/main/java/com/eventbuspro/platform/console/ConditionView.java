package com.eventbuspro.platform.console;

import com.eventbuspro.platform.eventtype.Condition;
import com.eventbuspro.platform.eventtype.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the four things that must hold for an event type.
 *
 * @param title what it is about
 * @param state whether it holds, with the reason
 * @param message why, and what to do next
 * @param since when it last changed; null when nobody looked yet
 */
record ConditionView(String title, StateView state, String message, @Nullable When since) {

  static List<ConditionView> of(EventType eventType, Instant now) {
    return eventType.conditions().stream()
        .map(
            c ->
                new ConditionView(
                    StateView.title(c.type()),
                    StateView.of(c),
                    c.message(),
                    When.ofNullable(c.changedAt(), now)))
        .toList();
  }

  /** Changes when something worth showing does; passing time is not. */
  static String fingerprint(List<Condition> conditions) {
    return Integer.toHexString(conditions.hashCode());
  }
}
