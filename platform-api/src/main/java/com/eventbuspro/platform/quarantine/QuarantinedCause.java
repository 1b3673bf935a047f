package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.read.RejectedCause;
import com.eventbuspro.platform.eventtype.PersonalData;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  static QuarantinedCause of(RejectedCause cause, @Nullable PersonalData hidden) {
    return new QuarantinedCause(
        cause.cause(),
        cause.count(),
        cause.first(),
        cause.last(),
        cause.samples().stream().map(sample -> QuarantinedRecord.of(sample, hidden)).toList());
  }
}
