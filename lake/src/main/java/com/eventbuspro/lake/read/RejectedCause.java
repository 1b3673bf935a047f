package com.eventbuspro.lake.read;

import java.time.Instant;
import java.util.List;

/**
 * The records that were rejected for one cause.
 *
 * @param cause the code
 * @param count how many are in quarantine
 * @param first when the first of them arrived
 * @param last when the last of them arrived
 * @param samples the newest few, newest first
 */
public record RejectedCause(
    String cause, long count, Instant first, Instant last, List<RejectedRecord> samples) {
  public RejectedCause {
    samples = List.copyOf(samples);
  }
}
