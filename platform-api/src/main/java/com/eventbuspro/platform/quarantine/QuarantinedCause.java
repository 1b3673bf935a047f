package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.read.RejectedCause;
import java.time.Instant;
import java.util.List;

/**
 * The records in quarantine that were rejected for one cause.
 *
 * @param cause the code
 * @param count how many there are
 * @param first when the first of them arrived
 * @param last when the last of them arrived
 * @param samples the newest few
 */
public record QuarantinedCause(
    String cause, long count, Instant first, Instant last, List<QuarantinedRecord> samples) {
  public QuarantinedCause {
    samples = List.copyOf(samples);
  }

  static QuarantinedCause of(RejectedCause cause) {
    return new QuarantinedCause(
        cause.cause(),
        cause.count(),
        cause.first(),
        cause.last(),
        cause.samples().stream().map(QuarantinedRecord::of).toList());
  }
}
