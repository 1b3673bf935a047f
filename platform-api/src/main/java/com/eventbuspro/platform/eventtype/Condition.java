package com.eventbuspro.platform.eventtype;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one side of an event type is.
 *
 * @param type {@code StreamReady}, {@code TableReady}, {@code AccessReady}, {@code Capturing}
 * @param status whether it holds
 * @param reason one CamelCase word for machines
 * @param message why, and what to do next, for people
 * @param observedGeneration the generation it speaks of; 0 when nobody looked yet
 * @param changedAt when status last changed; null when nobody looked yet
 */
public record Condition(
    String type,
    Status status,
    String reason,
    String message,
    long observedGeneration,
    @Nullable Instant changedAt) {

  /** Whether a condition holds. */
  public enum Status {
    TRUE,
    FALSE,
    UNKNOWN
  }
}
