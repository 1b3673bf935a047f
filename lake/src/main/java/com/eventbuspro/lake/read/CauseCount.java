package com.eventbuspro.lake.read;

import java.time.Instant;

/**
 * How often records were rejected for one cause.
 *
 * @param cause the code
 * @param count how many are in quarantine
 * @param first when the first of them arrived
 * @param last when the last of them arrived
 */
public record CauseCount(String cause, long count, Instant first, Instant last) {

  CauseCount plus(Instant arrival) {
    return new CauseCount(
        cause,
        count + 1,
        arrival.isBefore(first) ? arrival : first,
        arrival.isAfter(last) ? arrival : last);
  }
}
