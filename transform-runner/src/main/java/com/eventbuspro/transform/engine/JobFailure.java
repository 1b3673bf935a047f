package com.eventbuspro.transform.engine;

import java.time.Instant;
import java.util.Objects;

/**
 * Why a job failed.
 *
 * @param stackTrace as Flink gives it
 * @param at when
 */
public record JobFailure(String stackTrace, Instant at) {
  public JobFailure {
    Objects.requireNonNull(stackTrace, "stackTrace");
    Objects.requireNonNull(at, "at");
  }
}
